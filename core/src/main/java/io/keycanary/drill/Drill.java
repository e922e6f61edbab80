package io.keycanary.drill;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A use that we make ourselves.
 *
 * @param deadline until when sightings of the token wait to be told from it, as long as it runs; when it has ended, until
 *     when its own must have come
 * @param requestId the request id that its response carried; null while it runs or when it got none
 * @param finishedAt when it ended
 * @param seenAt when the first path delivered its sighting; null while none has
 */
public record Drill(
        UUID id,
        TokenId token,
        Instant startedAt,
        Instant deadline,
        @Nullable String requestId,
        @Nullable Instant finishedAt,
        @Nullable Instant seenAt) {

    /** What became of a drill. */
    public enum Outcome {
        /** At least one path delivered its sighting. */
        PASSED,
        /** Its deadline is over, and no path has delivered its sighting. */
        FAILED
    }

    /** One that begins. */
    public static Drill begun(UUID id, TokenId token, Instant at, Instant deadline) {
        return new Drill(id, token, at, deadline, null, null, null);
    }

    /** Whether it may still name its request. */
    public boolean running(Instant now) {
        return finishedAt == null && now.isBefore(deadline);
    }

    /** What became of it so far; empty until its deadline while it is not seen. A late sighting turns failed into passed. */
    public Optional<Outcome> outcome(Instant now) {
        if (seenAt != null) {
            return Optional.of(Outcome.PASSED);
        }
        return now.isBefore(deadline) ? Optional.empty() : Optional.of(Outcome.FAILED);
    }

    /** The same, ended. */
    public Drill finished(@Nullable String newRequestId, Instant at) {
        return new Drill(id, token, startedAt, deadline, newRequestId, at, seenAt);
    }

    /** The same, whose sighting must have come by this time. */
    public Drill expectedBy(Instant time) {
        return new Drill(id, token, startedAt, time, requestId, finishedAt, seenAt);
    }

    /** The same, seen. The first time counts. */
    public Drill seen(Instant at) {
        return new Drill(id, token, startedAt, deadline, requestId, finishedAt, seenAt == null ? at : seenAt);
    }
}
