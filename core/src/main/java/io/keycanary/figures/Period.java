package io.keycanary.figures;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time from its beginning, included, to its end, not included.
 *
 * @param since null for the beginning of all
 * @param until null for the end of all
 */
public record Period(@Nullable Instant since, @Nullable Instant until) {
    /** All of it. */
    public static final Period EVER = new Period(null, null);

    /** Refuses an empty one. */
    public Period {
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException("a period from " + since + " to " + until + " holds nothing");
        }
    }

    /** Whether it holds this time. */
    public boolean holds(Instant time) {
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }
}
