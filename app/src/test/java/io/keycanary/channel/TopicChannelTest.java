package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.app.MotoServer;
import io.keycanary.aws.SnsPublisher;
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
import software.amazon.awssdk.services.sns.SnsClient;

/** SNS against moto, with a subscriber by HTTP; and against answers that moto does not give. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TopicChannelTest extends AlertChannelContract {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static @Nullable MotoServer moto;

    private final ScriptedHttpServer subscriber = new ScriptedHttpServer();
    private final List<AlertChannel> opened = new ArrayList<>();
    private String topic = "";

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
    void subscribe() {
        subscriber.answer = says(200, "");
        try (SnsClient sns = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint())
                .build()) {
            topic = sns.createTopic(r -> r.name("alerts-" + System.nanoTime())).topicArn();
            sns.subscribe(r -> r.topicArn(topic)
                    .protocol("http")
                    .endpoint(subscriber.url("/").toString()));
        }
    }

    @AfterEach
    void end() {
        opened.forEach(AlertChannel::close);
        subscriber.close();
    }

    private static URI endpoint() {
        return Objects.requireNonNull(moto).url();
    }

    @Override
    AlertChannel channel() {
        return channel(topic, endpoint());
    }

    private AlertChannel channel(String arn, URI endpoint) {
        AlertChannel channel = Channels.open(
                new ChannelSettings.Sns("here", arn, null, endpoint), NoCloud.topics(sns -> SnsPublisher.open(sns)));
        opened.add(channel);
        return channel;
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        notifications().forEach(note -> {
            texts.add(note.get("Subject").asText());
            texts(read(note.get("Message").asText()), texts);
        });
        return texts;
    }

    private static void texts(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> texts(child, into));
    }

    /** What subscribers by HTTP are sent: the text for their protocol. */
    private List<JsonNode> notifications() {
        return subscriber.asked.stream()
                .map(asked -> read(asked.text()))
                .filter(note -> note.get("Type").asText().equals("Notification"))
                .toList();
    }

    @Test
    void send_ordinaryAlert_isAcceptedByAMessageId() throws InterruptedException {
        assertThat(channel().send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Accepted.class,
                        accepted -> assertThat(accepted.receipt()).matches("message [0-9a-f-]{36}"));
        assertThat(notifications().getFirst().get("Subject").asText()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void send_fifoTopic_keepsIncidentsInOrderAndDropsRepeats() throws InterruptedException {
        subscriber.answer = says(
                200, "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>");

        assertThat(channel("arn:aws:sns:eu-west-1:111122223333:alerts.fifo", subscriber.url(""))
                        .send(SampleAlerts.plain()))
                .isEqualTo(new DeliveryResult.Accepted("message m-1"));
        assertThat(subscriber.asked.getLast().text())
                .contains("MessageGroupId=0198c5b1-0000-7000-8000-000000000003")
                .contains("MessageDeduplicationId=0198c5b1-0000-7000-8000-000000000001")
                .contains("=severity&", "StringValue=high", "=reason&", "StringValue=first-sighting");
    }

    @Test
    void send_topicThatIsNotThere_isRefused() throws InterruptedException {
        assertThat(channel("arn:aws:sns:eu-west-1:111122223333:nowhere", endpoint())
                        .send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("NotFound"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthorizationError, false", "400, InvalidParameter, false", "400, Throttling, true",
        "403, ExpiredTokenException, true", "500, InternalError, true", "503, ServiceUnavailable, true"
    })
    void send_errorOfTheService_isJudgedByWhetherItMayPass(int status, String code, boolean passes)
            throws InterruptedException {
        subscriber.answer = says(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>");

        DeliveryResult result = channel(topic, subscriber.url("")).send(SampleAlerts.plain());

        assertThat(result.toString())
                .startsWith(passes ? "Retry" : "Refused")
                .contains("SNS: HTTP " + status + " " + code + ": no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in to the hotel</html>", "{}"})
    void send_garbageWith200_isNoAcceptance(String body) throws InterruptedException {
        subscriber.answer = says(200, body);

        assertThat(channel(topic, subscriber.url("")).send(SampleAlerts.plain()))
                .isInstanceOf(DeliveryResult.Retry.class);
    }

    @Test
    void send_hangingService_isRepeatedAfterABoundedTime() throws InterruptedException {
        subscriber.hang();
        try (AlertChannel channel = Channels.open(
                new ChannelSettings.Sns("here", topic, null, subscriber.url("")),
                NoCloud.topics(sns -> SnsPublisher.open(sns, Duration.ofMillis(300))))) {
            assertThat(channel.send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
        }
        assertThat(subscriber.asked).as("the relay repeats, not the SDK").hasSize(1);
    }

    @Test
    void send_nobodyListens_isRepeated() throws InterruptedException {
        URI gone = subscriber.url("");
        subscriber.close();

        assertThat(channel(topic, gone).send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
    }

    @Test
    void settings_noArn_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelSettings.Sns("here", "alerts", null, null))
                .withMessageContaining("arn:aws:sns:")
                .withMessageContaining("'alerts'");
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
