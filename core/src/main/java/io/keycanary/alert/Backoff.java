package io.keycanary.alert;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after a failure: exponential, with full jitter (AWS Architecture Blog, "Exponential Backoff And
 * Jitter"), so that many that failed together do not come back together.
 *
 * @param base bound of the wait after the first failure; it doubles with each further one
 * @param cap the bound never grows beyond
 * @param retryAfterCap an answer that asks for a longer wait than this is not believed
 */
public record Backoff(Duration base, Duration cap, Duration retryAfterCap) {
    /** Checks the order of the bounds. */
    public Backoff {
        if (base.toMillis() < 1 || cap.compareTo(base) < 0 || retryAfterCap.isNegative()) {
            throw new IllegalArgumentException("back-off needs 1 ms <= base <= cap and retryAfterCap >= 0, not base "
                    + base + ", cap " + cap + ", retryAfterCap " + retryAfterCap);
        }
    }

    /**
     * The longest wait after so many failures in a row, without anything the other side asks for.
     *
     * @param failures at least 1
     */
    public Duration ceiling(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("no failure, no wait: failures = " + failures);
        }
        // 2^30 times a millisecond is 12 days: beyond any cap worth setting, and far from overflow below it.
        long factor = 1L << Math.min(failures - 1, 30);
        return base.compareTo(cap.dividedBy(factor)) >= 0 ? cap : base.multipliedBy(factor);
    }

    /**
     * How long to wait now: a random time up to the ceiling, and at least what the other side asked for.
     *
     * @param failures in a row, at least 1
     * @param retryAfter what the other side asked for, null when it did not
     */
    public Duration delay(int failures, @Nullable Duration retryAfter, RandomGenerator random) {
        Duration jittered = Duration.ofMillis(random.nextLong(ceiling(failures).toMillis() + 1));
        Duration asked = asked(retryAfter);
        return jittered.compareTo(asked) >= 0 ? jittered : asked;
    }

    /** What the other side asked for, as far as it is believed. */
    Duration asked(@Nullable Duration retryAfter) {
        if (retryAfter == null || retryAfter.isNegative()) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(retryAfterCap) > 0 ? retryAfterCap : retryAfter;
    }
}
