package io.keycanary.channel;

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

/** Makes one request and says how it ended; what every service that is reached by HTTP has in common: times, failures. */
final class HttpSender implements AutoCloseable {
    /** Enough for what services answer; Slack repeats the whole message. */
    private static final int ANSWER_BYTES = 65_536;

    /** Names are resolved before the time to connect begins. */
    private static final Duration RESOLVING = Duration.ofSeconds(5);

    private final ChannelSettings.Times times;
    private final InstantSource clock;
    private final HttpClient client;

    /** How a request ended. */
    sealed interface Outcome {
        /**
         * With an answer.
         *
         * @param retryAfter value of that header, null when there is none
         * @param body its beginning, hostile; empty when it did not come in time
         */
        record Answered(int status, @Nullable String retryAfter, String body) implements Outcome {}

        /** Without one. */
        record Failed(DeliveryResult.Retry result) implements Outcome {}
    }

    /** Connects only when it sends. */
    HttpSender(ChannelSettings.Times times, InstantSource clock) {
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

    /** Longest time that one request may take. */
    Duration bound() {
        return times.connect().plus(times.answer()).plus(RESOLVING);
    }

    /** Makes the request and waits for its end. */
    Outcome send(HttpCall call) throws InterruptedException {
        AtomicReference<HttpResponse.@Nullable ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request(call), info -> {
            head.set(info);
            return new FirstBytes(ANSWER_BYTES);
        });
        Duration total = times.connect().plus(times.answer());
        try {
            HttpResponse<String> answer = exchange.get(total.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Answered(
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

    /** What the status of an answer means; {@link DeliveryResult.Accepted} for any 2xx. */
    DeliveryResult judge(Outcome.Answered answer) {
        return HttpAnswer.judge(answer.status(), answer.retryAfter(), answer.body(), clock);
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

    /** A status that came in time counts, even if the body after it never ended. */
    private static Outcome late(HttpResponse.@Nullable ResponseInfo head, Duration total) {
        return head == null
                ? new Outcome.Failed(new DeliveryResult.Retry("no answer within " + total.toSeconds() + " s", null))
                : new Outcome.Answered(
                        head.statusCode(),
                        head.headers().firstValue("Retry-After").orElse(null),
                        "");
    }

    private Outcome broken(String host, @Nullable Throwable cause) {
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
        return new Outcome.Failed(new DeliveryResult.Retry(Printable.line(what), null));
    }

    private static String why(IOException failure) {
        Throwable cause = failure.getCause();
        Throwable telling = failure.getMessage() == null && cause != null ? cause : failure;
        return telling.getMessage() == null ? telling.getClass().getSimpleName() : telling.getMessage();
    }
}
