package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts alerts as signed JSON; {@code docs/alerts.md} is its contract with receivers. */
public final class WebhookChannel implements AlertChannel {
    private static final int ANSWER_BYTES = 2_048;

    private final ChannelSettings.Webhook settings;
    private final WebhookSignature signature;
    private final InstantSource clock;
    private final HttpClient client;

    /** Connects only when it sends. */
    public WebhookChannel(ChannelSettings.Webhook settings, InstantSource clock) {
        this.settings = settings;
        this.signature = new WebhookSignature(settings.secret());
        this.clock = clock;
        // HTTP/1.1: over plain HTTP the client would ask for an upgrade to 2, which some receivers answer with an
        // error.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        AtomicReference<HttpResponse.@Nullable ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request(alert), info -> {
            head.set(info);
            return new FirstBytes(ANSWER_BYTES);
        });
        Duration total = settings.connectTimeout().plus(settings.answerTimeout());
        try {
            HttpResponse<String> answer = exchange.get(total.toMillis(), TimeUnit.MILLISECONDS);
            return judge(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse(null),
                    answer.body());
        } catch (TimeoutException e) {
            return late(head.get(), total);
        } catch (ExecutionException e) {
            return broken(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest request(Alert alert) {
        byte[] body = JsonRenderer.render(alert);
        long timestamp = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(settings.url())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "KeyCanary")
                .header("Idempotency-Key", alert.id().toString())
                .header(WebhookSignature.TIMESTAMP_HEADER, Long.toString(timestamp))
                .header(WebhookSignature.SIGNATURE_HEADER, signature.sign(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private DeliveryResult judge(int status, @Nullable String retryAfter, String body) {
        return WebhookAnswer.judge(status, retryAfter, body, clock);
    }

    /** A status that came in time counts, even if the body after it never ended. */
    private DeliveryResult late(HttpResponse.@Nullable ResponseInfo head, Duration total) {
        return head == null
                ? new DeliveryResult.Retry("no answer within " + total.toSeconds() + " s", null)
                : judge(
                        head.statusCode(),
                        head.headers().firstValue("Retry-After").orElse(null),
                        "");
    }

    private DeliveryResult broken(@Nullable Throwable cause) {
        if (!(cause instanceof IOException failure)) {
            throw new IllegalStateException("the HTTP client failed", cause);
        }
        String host = settings.url().getHost();
        String what = switch (failure) {
            case HttpConnectTimeoutException late ->
                "no connection to " + host + " within "
                        + settings.connectTimeout().toSeconds() + " s";
            case SSLException tls -> "no trusted TLS connection to " + host + ": " + why(tls);
            case ConnectException refused -> "cannot connect to " + host + ": " + why(refused);
            default -> "the connection to " + host + " broke: " + why(failure);
        };
        return new DeliveryResult.Retry(Printable.line(what), null);
    }

    private static String why(IOException failure) {
        Throwable cause = failure.getCause();
        Throwable telling = failure.getMessage() == null && cause != null ? cause : failure;
        return telling.getMessage() == null ? telling.getClass().getSimpleName() : telling.getMessage();
    }
}
