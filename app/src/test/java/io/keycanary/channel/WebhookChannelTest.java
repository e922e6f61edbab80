package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest extends AlertChannelContract {
    /** Answers one request; the body was read before. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static final Secret SECRET = Secret.of("correct horse battery staple");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T20:00:05Z"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);
    private HttpServer server = unstarted();
    private AlertChannel channel = channelTo("http://127.0.0.1:1/");

    private static HttpServer unstarted() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server);
        channel = channelTo("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/in");
    }

    @AfterEach
    void stop() {
        end.countDown();
        channel.close();
        server.stop(0);
    }

    @Override
    AlertChannel channel() {
        return channel;
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        bodies.forEach(body -> strings(read(body), texts));
        return texts;
    }

    @Test
    void send_ordinaryAlert_postsTheDocumentedBody() throws InterruptedException {
        assertThat(channel.send(SampleAlerts.plain())).isEqualTo(new DeliveryResult.Accepted("HTTP 204"));

        assertThat(new String(bodies.getFirst(), StandardCharsets.UTF_8)).isEqualTo(WebhookExample.BODY);
    }

    @Test
    void send_ordinaryAlert_isSignedAndCarriesItsId() throws InterruptedException {
        channel.send(SampleAlerts.plain());

        Headers sent = headers.getFirst();
        assertThat(sent.getFirst("Idempotency-Key"))
                .isEqualTo(SampleAlerts.plain().id().toString());
        assertThat(sent.getFirst("Content-Type")).isEqualTo("application/json; charset=utf-8");
        long timestamp = Long.parseLong(sent.getFirst(WebhookSignature.TIMESTAMP_HEADER));
        assertThat(timestamp).isEqualTo(CLOCK.instant().getEpochSecond());
        assertThat(new WebhookSignature(SECRET)
                        .verify(timestamp, bodies.getFirst(), sent.getFirst(WebhookSignature.SIGNATURE_HEADER)))
                .isTrue();
    }

    @Test
    void send_hostileTexts_cannotMentionLinkOrFormatInAChatRoom() throws InterruptedException {
        channel.send(SampleAlerts.hostile());

        String text = read(bodies.getFirst()).get("text").asText();
        assertThat(text).doesNotContain("<", ">", "&");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("(\\[HIGH] )?[A-Z][A-Za-z, ]+: `[^`]+`"));
    }

    @ParameterizedTest
    @CsvSource({"503, 17, 17", "429, 'Mon, 23 Nov 2026 20:01:05 GMT', 60"})
    void send_askedToWait_isRetriedThen(int status, String retryAfter, long seconds) throws InterruptedException {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        };

        assertThat(channel.send(SampleAlerts.plain()))
                .isEqualTo(new DeliveryResult.Retry("HTTP " + status, Duration.ofSeconds(seconds)));
    }

    @Test
    void send_redirect_isNotFollowed() throws InterruptedException {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        };

        assertThat(channel.send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Refused.class);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void send_endlessAnswer_isCutOff() throws InterruptedException {
        answer = exchange -> {
            exchange.sendResponseHeaders(400, 0);
            byte[] block = "x".repeat(8_192).getBytes(StandardCharsets.UTF_8);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(block);
            }
        };

        assertThat(channel.send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("HTTP 400: xxx")
                                .hasSizeLessThan(250));
    }

    @Test
    void send_statusWithoutTheRestOfTheBody_counts() throws InterruptedException {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            end.await();
        };

        assertThat(impatient().send(SampleAlerts.plain())).isEqualTo(new DeliveryResult.Accepted("HTTP 200"));
    }

    @Test
    void send_hangingReceiver_isRetriedAfterTheBound() throws InterruptedException {
        answer = exchange -> end.await();

        assertThat(impatient().send(SampleAlerts.plain()))
                .isEqualTo(new DeliveryResult.Retry("no answer within 2 s", null));
    }

    @Test
    void send_interruptedWhileTheReceiverHangs_endsAtOnce() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        answer = exchange -> {
            asked.countDown();
            end.await();
        };
        AtomicReference<String> outcome = new AtomicReference<>("");
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                outcome.set(channel.send(SampleAlerts.plain()).toString());
            } catch (InterruptedException e) {
                outcome.set("interrupted");
            }
        });
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        sender.interrupt();

        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        assertThat(outcome.get()).isEqualTo("interrupted");
    }

    @Test
    void send_nobodyListens_isRetried() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertRetried("http://127.0.0.1:" + free + "/secret-path", "cannot connect to 127.0.0.1");
    }

    @Test
    void send_unknownHost_isRetried() throws InterruptedException {
        assertRetried("http://nowhere.invalid/secret-path", "nowhere.invalid");
    }

    @Test
    void send_connectionReset_isRetried() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAll(socket, ""));

            assertRetried("http://127.0.0.1:" + socket.getLocalPort() + "/secret-path", "127.0.0.1");
        }
    }

    @Test
    void send_plainServerBehindHttps_isRetried() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAll(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"));

            assertRetried("https://127.0.0.1:" + socket.getLocalPort() + "/secret-path", "no trusted TLS connection");
        }
    }

    @Test
    void send_certificateOfAStranger_isRetriedAndNothingIsSent() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(LocalTls.context()));
        serve(secure);

        assertRetried("https://localhost:" + secure.getAddress().getPort() + "/secret-path", "no trusted TLS");
        assertThat(bodies).isEmpty();
        secure.stop(0);
    }

    @Test
    void channel_shortSecret_isRefused() {
        ChannelSettings.Webhook settings =
                new ChannelSettings.Webhook("here", URI.create("http://127.0.0.1/"), Secret.of("short"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedWebhook(settings, NoCloud.world(CLOCK)))
                .withMessageContaining("16 characters")
                .withMessageNotContaining("short");
    }

    private void assertRetried(String url, String reason) throws InterruptedException {
        try (AlertChannel to = channelTo(url)) {
            assertThat(to.send(SampleAlerts.plain()))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).contains(reason).doesNotContain("secret-path"));
        }
    }

    private AlertChannel impatient() {
        channel.close();
        channel = channelTo("http://127.0.0.1:" + server.getAddress().getPort() + "/", Duration.ofSeconds(1));
        return channel;
    }

    private static AlertChannel channelTo(String url) {
        return channelTo(url, Duration.ofSeconds(15));
    }

    private static AlertChannel channelTo(String url, Duration timeout) {
        ChannelSettings.Times times = new ChannelSettings.Times(timeout, timeout);
        return Channels.open(
                new ChannelSettings.Webhook(
                        "here", URI.create(url), SECRET, ChannelSettings.WebhookForm.KEYCANARY, times),
                NoCloud.world(CLOCK));
    }

    private void serve(HttpServer to) {
        to.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        to.createContext("/", this::handle);
        to.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        headers.add(exchange.getRequestHeaders());
        bodies.add(exchange.getRequestBody().readAllBytes());
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a little, says something, and resets the connection when there was nothing to say. */
    private static void answerAll(ServerSocket socket, String words) {
        try {
            while (true) {
                try (Socket accepted = socket.accept()) {
                    accepted.getInputStream().read();
                    accepted.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                    accepted.setSoLinger(words.isEmpty(), 0);
                }
            }
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void strings(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> strings(child, into));
    }
}
