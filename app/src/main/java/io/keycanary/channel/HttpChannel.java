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

/** Posts alerts to a service; what every service has in common: times, failures, status codes. */
final class HttpChannel implements AlertChannel {
    /** Enough for what services answer; Slack repeats the whole message. */
    private static final int ANSWER_BYTES = 65_536;

    /** Names are resolved before the time to connect begins. */
    private static final Duration RESOLVING = Duration.ofSeconds(5);

    private final String name;
    private final HttpService service;
    private final ChannelSettings.Times times;
    private final InstantSource clock;
    private final HttpClient client;

    /** Connects only when it sends. */
    HttpChannel(String name, HttpService service, ChannelSettings.Times times, InstantSource clock) {
        this.name = name;
        this.service = service;
        this.times = times;
        this.clock = clock;
        // HTTP/1.1: over plain HTTP the client would ask for an upgrade to 2, which some receivers answer with an
        // error.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(times.connect())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration sendBound() {
        return times.connect().plus(times.answer()).plus(RESOLVING);
    }

    @Override
    public boolean threads() {
        return service.threads();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        return post(service.call(alert, null));
    }

    @Override
    public DeliveryResult reply(Alert alert, String firstReceipt) throws InterruptedException {
        return post(service.call(alert, firstReceipt));
    }

    private DeliveryResult post(HttpCall call) throws InterruptedException {
        AtomicReference<HttpResponse.@Nullable ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request(call), info -> {
            head.set(info);
            return new FirstBytes(ANSWER_BYTES);
        });
        Duration total = times.connect().plus(times.answer());
        try {
            HttpResponse<String> answer = exchange.get(total.toMillis(), TimeUnit.MILLISECONDS);
            return judge(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse(null),
                    answer.body());
        } catch (TimeoutException e) {
            return late(head.get(), total);
        } catch (ExecutionException e) {
            return broken(call.url().getHost(), e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static HttpRequest request(HttpCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "KeyCanary");
        call.headers().forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(call.body())).build();
    }

    private DeliveryResult judge(int status, @Nullable String retryAfter, String body) {
        DeliveryResult common = HttpAnswer.judge(status, retryAfter, body, clock);
        return common instanceof DeliveryResult.Accepted ? service.taken(status, body) : common;
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

    private DeliveryResult broken(String host, @Nullable Throwable cause) {
        if (!(cause instanceof IOException failure)) {
            throw new IllegalStateException("the HTTP client failed", cause);
        }
        String what = switch (failure) {
            case HttpConnectTimeoutException late ->
                "no connection to " + host + " within " + times.connect().toSeconds() + " s";
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
