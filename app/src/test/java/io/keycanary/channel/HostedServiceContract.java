package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ScriptedHttpServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel to a hosted service promises, against a server that answers as the service documents. */
abstract class HostedServiceContract extends AlertChannelContract {
    static final String KEY = "key-0123456789abcdef-secret";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T20:00:05Z"));
    private static final ObjectMapper JSON = new ObjectMapper();

    final ScriptedHttpServer server = new ScriptedHttpServer();
    private final List<AlertChannel> opened = new ArrayList<>();

    /** Settings named {@code here} for the scripted server. */
    abstract ChannelSettings settings(ChannelSettings.Times times);

    /** What the service documents as its answer when it took the alert. */
    abstract Answer taken();

    /** Whether the service's own words are known, so that another 2xx is no acceptance. */
    boolean knowsItsWords() {
        return true;
    }

    /** Members of the request that nobody is shown: keys, addresses. */
    boolean shown(String member) {
        return !member.equals("routing_key") && !member.equals("url") && !member.equals("href");
    }

    @BeforeEach
    void takeEverything() {
        server.answer = taken();
    }

    @AfterEach
    void end() {
        opened.forEach(AlertChannel::close);
        server.close();
    }

    @Override
    AlertChannel channel() {
        return patient(Duration.ofSeconds(15));
    }

    AlertChannel patient(Duration time) {
        AlertChannel channel = Channels.open(settings(new ChannelSettings.Times(time, time)), NoCloud.world(CLOCK));
        opened.add(channel);
        return channel;
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        server.asked.forEach(asked -> strings(json(asked), texts));
        return texts;
    }

    JsonNode sent() {
        return json(server.asked.getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
    void send_refused_isNotRepeated(int status) throws InterruptedException {
        server.answer = says(status, "no");

        assertThat(channel().send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void send_mayPass_isRepeatedAfterTheTimeAskedFor(int status) throws InterruptedException {
        server.answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            exchange.sendResponseHeaders(status, -1);
        };

        assertThat(channel().send(SampleAlerts.plain()))
                .isEqualTo(new DeliveryResult.Retry("HTTP " + status, Duration.ofSeconds(17)));
    }

    @Test
    void send_hangingService_isRepeated() throws InterruptedException {
        server.hang();

        assertThat(patient(Duration.ofMillis(300)).send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html><title>Sign in to the hotel</title></html>", "{\"ok\":", "[1, 2]", "{}", "\u001b[2J"})
    void send_garbageWith200_isNoAcceptance(String body) throws InterruptedException {
        server.answer = says(200, body);

        DeliveryResult result = channel().send(SampleAlerts.plain());

        if (knowsItsWords()) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason())
                                    .startsWith("HTTP 200, but not as ")
                                    .doesNotContain("\u001b"));
        } else {
            assertThat(result).isInstanceOf(DeliveryResult.Accepted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void result_everyReason_showsNoKey(Alert.Reason reason) throws InterruptedException {
        server.answer = says(400, "bad request");

        assertThat(channel().send(SampleAlerts.ofReason(reason)).toString()).doesNotContain(KEY);
        assertThat(settings(ChannelSettings.Times.USUAL).toString()).doesNotContain(KEY);
    }

    static JsonNode read(ScriptedHttpServer.Asked asked) {
        return json(asked);
    }

    private static JsonNode json(ScriptedHttpServer.Asked asked) {
        try {
            return JSON.readTree(asked.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void strings(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        } else if (node.isObject()) {
            node.properties().stream()
                    .filter(member -> shown(member.getKey()))
                    .forEach(member -> strings(member.getValue(), into));
        } else {
            node.forEach(child -> strings(child, into));
        }
    }
}
