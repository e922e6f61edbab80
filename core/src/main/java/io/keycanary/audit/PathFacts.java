package io.keycanary.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What our own records say of one detection path of an account.
 *
 * @param path its word, such as {@code trail-s3}
 * @param bound how late it should be at most
 * @param lag how late it was with the newest use that it brought; null when it brought none lately
 * @param missed when the newest drill was that others saw and this one did not, although its time is over; null for none
 * @param seenBy the paths that saw that drill
 */
public record PathFacts(
        String path,
        Duration bound,
        @Nullable Duration lag,
        @Nullable Instant missed,
        List<String> seenBy) {
    /** Copies the list. */
    public PathFacts {
        seenBy = List.copyOf(seenBy);
    }
}
