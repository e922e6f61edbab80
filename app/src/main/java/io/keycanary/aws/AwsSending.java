package io.keycanary.aws;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** What all channels to AWS have in common: each call is made once, for whoever sends alerts repeats them. */
final class AwsSending {
    /** Longest time until the answer, once there is a connection. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int REASON_CHARS = 300;

    private AwsSending() {}

    /** A client that connects, and looks for credentials, only when it is used. */
    static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
            B builder, String region, @Nullable String profile, @Nullable URI endpoint, Duration answer) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(answer))
                .overrideConfiguration(
                        o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(CONNECT.plus(answer)))
                .credentialsProvider(credentials(profile))
                .region(Region.of(region));
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    private static AwsCredentialsProvider credentials(@Nullable String profile) {
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    /** Calls once, and says what a failure means. */
    static DeliveryResult once(String service, Supplier<DeliveryResult> call) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return call.get();
        } catch (AbortedException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("while " + service + " was asked").initCause(e);
        } catch (AwsServiceException e) {
            return judge(service, e);
        } catch (SdkClientException e) {
            return new DeliveryResult.Retry(line(service + ": " + e.getMessage()), null);
        }
    }

    /** A refusal stays one until somebody changes the other side or the permissions; the dead letter says so at once. */
    private static DeliveryResult judge(String service, AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String reason = line(service + ": HTTP " + e.statusCode() + " " + code + ": "
                + (details == null || details.errorMessage() == null ? "without a message" : details.errorMessage()));
        boolean mayPass = e.statusCode() >= 500
                || e.statusCode() == 429
                || e.isThrottlingException()
                || e.isClockSkewException()
                || code.startsWith("ExpiredToken");
        return mayPass
                ? new DeliveryResult.Retry(reason, details == null ? null : retryAfter(details))
                : new DeliveryResult.Refused(reason);
    }

    private static @Nullable Duration retryAfter(AwsErrorDetails details) {
        return details.sdkHttpResponse() == null
                ? null
                : details.sdkHttpResponse()
                        .firstMatchingHeader("Retry-After")
                        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                        .map(seconds -> Duration.ofSeconds(Integer.parseInt(seconds)))
                        .orElse(null);
    }

    /** Of bounded length and harmless. */
    static String line(String text) {
        return Printable.line(text, REASON_CHARS);
    }
}
