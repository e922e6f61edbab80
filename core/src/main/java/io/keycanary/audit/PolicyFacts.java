package io.keycanary.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the decoy policy of the organisation.
 *
 * @param exportedAt when it was last written; null for never
 * @param changed whether what it says has changed since
 * @param reviewBy when it must be looked over
 */
public record PolicyFacts(
        @Nullable Instant exportedAt,
        boolean changed,
        @Nullable Instant reviewBy) {
    /** It was never written. */
    public static final PolicyFacts NONE = new PolicyFacts(null, false, null);
}
