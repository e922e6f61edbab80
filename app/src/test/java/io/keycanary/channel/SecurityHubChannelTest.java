package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.app.MotoServer;
import io.keycanary.aws.SecurityHubImporter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.RecordState;

/**
 * Security Hub against moto, which keeps what it is given and checks little; what it does not check (bounds, failed
 * findings, the errors of the service) stands against a stub of its answers.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SecurityHubChannelTest extends AlertChannelContract {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String ACCOUNT = "123456789012";
    private static final String ID = "keycanary/0198c5b1-0000-7000-8000-000000000003";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static @Nullable MotoServer moto;

    private final ScriptedHttpServer stub = new ScriptedHttpServer();
    private final List<AlertChannel> opened = new ArrayList<>();

    @BeforeAll
    static void startMoto() throws IOException {
        CREDENTIALS.forEach(name -> System.setProperty(name, "any"));
        moto = MotoServer.start();
    }

    @AfterAll
    static void stopMoto() {
        CREDENTIALS.forEach(System::clearProperty);
        if (moto != null) {
            moto.close();
        }
    }

    @AfterEach
    void end() {
        opened.forEach(AlertChannel::close);
        stub.close();
    }

    private static URI endpoint() {
        return Objects.requireNonNull(moto).url();
    }

    @Override
    AlertChannel channel() {
        return channel(endpoint(), Duration.ofSeconds(10));
    }

    private AlertChannel channel(URI endpoint, Duration answer) {
        AlertChannel channel = Channels.open(
                new SecurityHub("here", ACCOUNT, "eu-west-1", null, endpoint),
                NoCloud.findings(settings -> SecurityHubImporter.open(settings, answer)));
        opened.add(channel);
        return channel;
    }

    private AlertChannel stubbed() {
        return channel(stub.url(""), Duration.ofSeconds(10));
    }

    /** What the stub was asked to import. */
    private JsonNode imported() throws IOException {
        return JSON.readTree(stub.asked.getLast().body()).at("/Findings/0");
    }

    private List<AwsSecurityFinding> findings() {
        try (SecurityHubClient hub = SecurityHubClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint())
                .build()) {
            return hub.getFindings(r -> r.maxResults(100)).findings();
        }
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        findings().forEach(finding -> {
            texts.addAll(List.of(
                    finding.title(),
                    finding.description(),
                    finding.remediation().recommendation().text()));
            texts.addAll(finding.productFields().values());
            if (finding.sourceUrl() != null) {
                texts.add(finding.sourceUrl());
            }
        });
        return texts;
    }

    /** The alerts of an incident are one finding. */
    @Override
    boolean keepsRepeats() {
        return false;
    }

    @Test
    void send_laterAlerts_updateTheFindingOfTheIncident() throws InterruptedException {
        AlertChannel channel = channel();
        assertThat(channel.send(SampleAlerts.ofReason(Alert.Reason.FIRST_SIGHTING)))
                .isEqualTo(new DeliveryResult.Accepted("finding " + ID));
        assertThat(findings())
                .extracting(AwsSecurityFinding::id, AwsSecurityFinding::recordState)
                .containsExactly(tuple(ID, RecordState.ACTIVE));

        channel.send(SampleAlerts.ofReason(Alert.Reason.RESOLVED));

        assertThat(findings())
                .extracting(AwsSecurityFinding::id, AwsSecurityFinding::recordState)
                .containsExactly(tuple(ID, RecordState.ARCHIVED));
    }

    @Test
    void send_use_saysWhoseKeyAndWhichTactic() throws InterruptedException {
        channel().send(SampleAlerts.ofReason(Alert.Reason.FIRST_SIGHTING));

        AwsSecurityFinding finding = findings().getFirst();
        assertThat(finding.productArn())
                .isEqualTo("arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default");
        assertThat(finding.awsAccountId()).isEqualTo(ACCOUNT);
        assertThat(finding.findingProviderFields().severity().labelAsString()).isEqualTo("HIGH");
        assertThat(finding.findingProviderFields().types())
                .contains("TTPs/Persistence/T1098.001 Account Manipulation: Additional Cloud Credentials");
        assertThat(finding.resources())
                .extracting(resource -> resource.type() + " " + resource.id())
                .containsExactly(
                        "AwsIamUser arn:aws:iam::111122223333:user/batch/svc-report-prod",
                        "AwsIamAccessKey AWS::IAM::AccessKey:AKIAIOSFODNN7EXAMPLE");
        assertThat(finding.action().awsApiCallAction().remoteIpDetails().ipAddressV4())
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge", "hostile", "own"})
    void finding_anyAlert_keepsTheBoundsOfTheFormat(String kind) throws Exception {
        stub.answer = says(200, "{\"SuccessCount\":1,\"FailedCount\":0,\"FailedFindings\":[]}");
        stubbed()
                .send(
                        switch (kind) {
                            case "huge" -> SampleAlerts.huge();
                            case "hostile" -> SampleAlerts.hostile();
                            default -> SampleAlerts.ofReason(Alert.Reason.TEST);
                        });

        JsonNode finding = imported();
        assertThat(stub.asked.getLast().body().length).isLessThan(240_000);
        assertThat(finding.get("SchemaVersion").asText()).isEqualTo("2018-10-08");
        assertThat(finding.get("Title").asText()).hasSizeBetween(1, 256);
        assertThat(finding.get("Description").asText()).hasSizeBetween(1, 1_024);
        assertThat(finding.at("/Remediation/Recommendation/Text").asText()).hasSizeBetween(1, 512);
        assertThat(finding.get("Resources").size()).isBetween(1, 32);
        assertThat(finding.at("/FindingProviderFields/Types").size()).isBetween(1, 50);
        assertThat(finding.at("/FindingProviderFields/Types"))
                .allSatisfy(type -> assertThat(type.asText())
                        .matches("(TTPs|Effects|Software and Configuration Checks)(/[^/]+){1,2}"));
        assertThat(finding.get("ProductFields").properties())
                .hasSizeLessThanOrEqualTo(50)
                .allSatisfy(field -> assertThat(field.getValue().asText()).hasSizeBetween(1, 2_048));
        assertThat(finding.at("/Action/AwsApiCallAction/Api").asText()).hasSizeLessThanOrEqualTo(128);
        assertThat(finding.get("UpdatedAt").asText()).isEqualTo("2026-11-23T20:00:01.250Z");
    }

    @ParameterizedTest
    @CsvSource({"InvalidInput, false", "InternalError, true", "LimitExceeded, true"})
    void send_findingCountedAsFailed_isAFailure(String code, boolean passes) throws InterruptedException {
        stub.answer = says(
                200,
                "{\"SuccessCount\":0,\"FailedCount\":1,\"FailedFindings\":[{\"Id\":\"" + ID + "\",\"ErrorCode\":\""
                        + code + "\",\"ErrorMessage\":\"no\"}]}");

        assertThat(stubbed().send(SampleAlerts.plain()).toString())
                .startsWith(passes ? "Retry" : "Refused")
                .contains("did not take the finding: " + code + ": no");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDeniedException, false", "401, InvalidAccessException, false", "400, InvalidInputException, false",
        "429, LimitExceededException, true", "400, ThrottlingException, true", "500, InternalException, true"
    })
    void send_errorOfTheService_isJudgedByWhetherItMayPass(int status, String code, boolean passes)
            throws InterruptedException {
        stub.answer = exchange -> {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
            exchange.getResponseHeaders().set("Retry-After", "17");
            says(status, "{\"Message\":\"no\"}").to(exchange);
        };

        DeliveryResult result = stubbed().send(SampleAlerts.plain());

        assertThat(result.toString())
                .contains("Security Hub: HTTP " + status + " " + code + ": " + (status == 401 ? "without" : "no"));
        if (passes) {
            assertThat(((DeliveryResult.Retry) result).retryAfter()).isEqualTo(Duration.ofSeconds(17));
        } else {
            assertThat(result).isInstanceOf(DeliveryResult.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in to the hotel</html>", "{}", "[1]", "{\"SuccessCount\":"})
    void send_garbageWith200_isNoAcceptance(String body) throws InterruptedException {
        stub.answer = says(200, body);

        assertThat(stubbed().send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
    }

    @Test
    void send_hangingService_isRepeatedAfterABoundedTime() throws InterruptedException {
        stub.hang();

        assertThat(channel(stub.url(""), Duration.ofMillis(300)).send(SampleAlerts.plain()))
                .isInstanceOf(DeliveryResult.Retry.class);
        assertThat(stub.asked).as("the relay repeats, not the SDK").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void product_ofChinaAndGovCloud_isInTheirPartition() {
        assertThat(new SecurityHub("here", ACCOUNT, "cn-north-1", null, null).product())
                .startsWith("arn:aws-cn:securityhub:cn-north-1:");
        assertThat(new SecurityHub("here", ACCOUNT, "us-gov-west-1", null, null).product())
                .startsWith("arn:aws-us-gov:");
    }

    @Test
    void settings_wrongAccount_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecurityHub("here", "1234", "eu-west-1", null, null))
                .withMessageContaining("12 digits");
    }
}
