package io.keycanary.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keycanary.channel.WebhookSignature;
import io.keycanary.token.AccountException;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services of users: those that block, refuse, hang, lead elsewhere, or are not there. */
class WebhookHookTest {
    private static final Secret SECRET = Secret.of("0123456789abcdef");
    private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private int status = 204;
    private String said = "";
    private boolean hang;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long timestamp = Long.parseLong(exchange.getRequestHeaders().getFirst(WebhookSignature.TIMESTAMP_HEADER));
        boolean signed = new WebhookSignature(SECRET)
                .verify(timestamp, body, exchange.getRequestHeaders().getFirst(WebhookSignature.SIGNATURE_HEADER));
        received.add(timestamp + " " + signed + " " + new String(body, StandardCharsets.UTF_8));
        try {
            if (hang) {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        byte[] answer = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private WebhookHook hook(Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new WebhookHook(new WebhookHookSettings(url, SECRET), "2001:db8::7", patience, () -> NOW);
    }

    private void refuses(String message) {
        try (WebhookHook hook = hook(Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> hook.apply(Map.of()))
                    .isInstanceOf(AccountException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void apply_andUndo_postSignedWords() {
        try (WebhookHook hook = hook(Duration.ofSeconds(20))) {
            assertThat(hook.look().calls())
                    .containsExactly("webhook: POST to 127.0.0.1 {\"action\":\"block\",\"address\":\"2001:db8::7\"}");
            assertThat(received).as("a look calls nothing").isEmpty();
            hook.apply(Map.of());
            hook.undo(Map.of());
        }
        assertThat(received)
                .containsExactly(
                        NOW.getEpochSecond() + " true {\"action\":\"block\",\"address\":\"2001:db8::7\"}",
                        NOW.getEpochSecond() + " true {\"action\":\"unblock\",\"address\":\"2001:db8::7\"}");
    }

    @Test
    void apply_refusedOrLedElsewhere_saysWhatWasAnsweredHarmlessly() {
        status = 403;
        said = "no\u001b[31m <b>";
        refuses("answered 403 for \"block\": no\\u{1b}[31m <b>");
        status = 302;
        said = "";
        refuses("answered 302");
    }

    @Test
    void apply_answerWithoutEnd_isNotReadWhole() {
        status = 200;
        said = "x".repeat(1 << 20);
        refuses("cannot be reached");
    }

    @Test
    void apply_noAnswer_saysThatNobodyKnows() {
        hang = true;
        try (WebhookHook hook = hook(Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> hook.apply(Map.of()))
                    .isInstanceOf(AccountException.class)
                    .hasMessageContaining("within 1 s", "nobody knows");
        }
    }

    @Test
    void apply_nobodyThere_namesTheHostOnly() {
        server.stop(0);
        refuses("at 127.0.0.1 cannot be reached");
    }
}
