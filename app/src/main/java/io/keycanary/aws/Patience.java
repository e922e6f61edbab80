package io.keycanary.aws;

import java.time.Duration;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How often calls are repeated, and how long is waited between. A broken connection is given up after a few seconds,
 * throttling after about a minute.
 *
 * @param usual for most calls
 * @param once for calls that make something new each time, repeated only when AWS asked to call less often: whether one
 *     was heard whose answer was lost, nobody knows
 */
record Patience(RetryStrategy usual, RetryStrategy once) {
    static final int ATTEMPTS = 9;

    static final Patience USUAL = of(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder(), UnaryOperator.identity());

    /** @param time lets it pass, or only counts it in a test */
    static Patience of(RetryStrategy.Builder<?, ?> usual, UnaryOperator<BackoffStrategy> time) {
        BackoffStrategy throttled =
                time.apply(BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofSeconds(20)));
        return new Patience(
                usual.maxAttempts(ATTEMPTS)
                        .backoffStrategy(time.apply(
                                BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1))))
                        .throttlingBackoffStrategy(throttled)
                        .build(),
                DefaultRetryStrategy.standardStrategyBuilder()
                        .retryOnException(Patience::isThrottling)
                        .treatAsThrottling(Patience::isThrottling)
                        .maxAttempts(ATTEMPTS)
                        .throttlingBackoffStrategy(throttled)
                        .build());
    }

    private static boolean isThrottling(Throwable e) {
        return e instanceof SdkException known && RetryUtils.isThrottlingException(known);
    }
}
