package io.keycanary.hook;

import io.keycanary.channel.WebhookSignature;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has an address blocked by a service of the user: a signed POST of {@code {"action":"block","address":"..."}}, or
 * {@code unblock}. Any 2xx says that it is done.
 */
public final class WebhookHook implements ResponseAction {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MESSAGE_CHARS = 300;

    private final URI url;
    private final WebhookSignature signature;
    private final String address;
    private final Duration patience;
    private final InstantSource clock;
    private final HttpClient client;

    /** A hook for an IP address, which nothing but digits, letters, dots and colons is. */
    public WebhookHook(WebhookHookSettings settings, String address, InstantSource clock) {
        this(settings, address, Duration.ofSeconds(30), clock);
    }

    WebhookHook(WebhookHookSettings settings, String address, Duration patience, InstantSource clock) {
        this.url = settings.url();
        this.signature = new WebhookSignature(settings.secret());
        this.address = address;
        this.patience = patience;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public Plan look() {
        return new Plan(List.of("webhook: POST to " + url.getHost() + " " + body("block")), Map.of());
    }

    private String body(String action) {
        return "{\"action\":\"" + action + "\",\"address\":\"" + address + "\"}";
    }

    @Override
    public void apply(Map<String, String> before) {
        post("block");
    }

    @Override
    public void undo(Map<String, String> before) {
        post("unblock");
    }

    private void post(String action) {
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(
                request(action),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), 65_536));
        try {
            HttpResponse<String> answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 != 2) {
                throw new AccountException(
                        Reason.REFUSED,
                        "the webhook of respond.webhook answered " + answer.statusCode() + " for \"" + action + "\": "
                                + Printable.line(answer.body(), MESSAGE_CHARS));
            }
        } catch (TimeoutException e) {
            throw new AccountException(
                    Reason.UNREACHABLE,
                    "the webhook of respond.webhook did not answer within " + patience.toSeconds()
                            + " s; whether it did \"" + action + "\", nobody knows",
                    e);
        } catch (ExecutionException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AccountException(Reason.UNREACHABLE, "interrupted while respond.webhook was called", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(String action) {
        byte[] body = body(action).getBytes(StandardCharsets.UTF_8);
        long timestamp = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "KeyCanary")
                .header(WebhookSignature.TIMESTAMP_HEADER, Long.toString(timestamp))
                .header(WebhookSignature.SIGNATURE_HEADER, signature.sign(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private AccountException broken(ExecutionException e) {
        if (!(e.getCause() instanceof IOException failure)) {
            throw new IllegalStateException("the HTTP client failed", e);
        }
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new AccountException(
                Reason.UNREACHABLE,
                "the webhook of respond.webhook at " + url.getHost() + " cannot be reached: "
                        + Printable.line(why, MESSAGE_CHARS),
                failure);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
