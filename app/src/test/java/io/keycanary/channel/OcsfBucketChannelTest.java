package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.app.MotoServer;
import io.keycanary.aws.BucketWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 against moto; and against answers that moto does not give. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class OcsfBucketChannelTest extends AlertChannelContract {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String KEY = "canary/2026/11/23/0198c5b1-0000-7000-8000-000000000001.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static @Nullable MotoServer moto;

    private final ScriptedHttpServer stub = new ScriptedHttpServer();
    private final List<AlertChannel> opened = new ArrayList<>();
    private String bucket = "";

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

    @BeforeEach
    void makeBucket() {
        bucket = "findings-" + System.nanoTime();
        try (S3Client s3 = s3()) {
            s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        }
    }

    @AfterEach
    void end() {
        opened.forEach(AlertChannel::close);
        stub.close();
    }

    private static S3Client s3() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .endpointOverride(endpoint())
                .build();
    }

    private static URI endpoint() {
        return Objects.requireNonNull(moto).url();
    }

    @Override
    AlertChannel channel() {
        return channel(bucket, endpoint(), Duration.ofSeconds(10));
    }

    private AlertChannel channel(String name, URI endpoint, Duration answer) {
        AlertChannel channel = Channels.open(
                new OcsfBucket("here", name, "canary/", "eu-west-1", null, endpoint),
                NoCloud.buckets(settings -> BucketWriter.open(settings, answer)));
        opened.add(channel);
        return channel;
    }

    private AlertChannel stubbed() {
        return channel(bucket, stub.url(""), Duration.ofSeconds(10));
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        try (S3Client s3 = s3()) {
            keys(s3).forEach(key -> texts(read(s3, key), texts));
        }
        return texts;
    }

    /** Repeats of an alert are one object. */
    @Override
    boolean keepsRepeats() {
        return false;
    }

    private List<String> keys(S3Client s3) {
        return s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private JsonNode read(S3Client s3, String key) {
        try {
            return JSON.readTree(
                    s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void texts(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> texts(child, into));
    }

    @Test
    void send_repeat_overwritesItself() throws InterruptedException {
        assertThat(channel().send(SampleAlerts.plain()))
                .isEqualTo(new DeliveryResult.Accepted("s3://" + bucket + "/" + KEY));
        channel().send(SampleAlerts.plain());

        try (S3Client s3 = s3()) {
            assertThat(keys(s3)).containsExactly(KEY);
            assertThat(read(s3, KEY).get("class_uid").asInt()).isEqualTo(2004);
        }
    }

    @Test
    void send_bucketThatIsNotThere_isRefused() throws InterruptedException {
        assertThat(channel("nowhere-at-all", endpoint(), Duration.ofSeconds(10)).send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("S3: HTTP 404 NoSuchBucket"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, false",
        "400, InvalidRequest, false",
        "301, PermanentRedirect, false",
        "403, RequestTimeTooSkewed, true",
        "429, SlowDown, true",
        "503, SlowDown, true",
        "500, InternalError, true"
    })
    void send_errorOfTheService_isJudgedByWhetherItMayPass(int status, String code, boolean passes)
            throws InterruptedException {
        String body = "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
        stub.answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            says(status, body).to(exchange);
        };

        DeliveryResult result = stubbed().send(SampleAlerts.plain());

        assertThat(result.toString()).contains("S3: HTTP " + status + " " + code + ": no");
        if (passes) {
            assertThat(((DeliveryResult.Retry) result).retryAfter()).isEqualTo(Duration.ofSeconds(17));
        } else {
            assertThat(result).isInstanceOf(DeliveryResult.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in to the hotel</html>", "{}"})
    void send_garbageWith200_isNoAcceptance(String body) throws InterruptedException {
        stub.answer = says(200, body);

        assertThat(stubbed().send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).contains("no ETag"));
    }

    @Test
    void send_hangingService_isRepeatedAfterABoundedTime() throws InterruptedException {
        stub.hang();

        assertThat(channel(bucket, stub.url(""), Duration.ofMillis(300)).send(SampleAlerts.plain()))
                .isInstanceOf(DeliveryResult.Retry.class);
        assertThat(stub.asked).as("the relay repeats, not the SDK").hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "A_B, canary/, eu-west-1, bucket",
        "findings, /canary/, eu-west-1, prefix",
        "findings, canary, eu-west-1, prefix",
        "findings, a b/, eu-west-1, prefix",
        "findings, canary/, Ireland, region"
    })
    void settings_wrongValue_isRefusedByName(String name, String prefix, String region, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OcsfBucket("here", name, prefix, region, null, null))
                .withMessageContaining(field + " must be");
    }
}
