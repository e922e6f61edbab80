package io.keycanary.drill;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A use that we make ourselves.
 *
 * @param deadline until when sightings of the token wait to be told from it
 * @param requestId the request id that its response carried; null while it runs or when it got none
 * @param finishedAt when it ended
 */
public record Drill(
        UUID id,
        TokenId token,
        Instant startedAt,
        Instant deadline,
        @Nullable String requestId,
        @Nullable Instant finishedAt) {
    /** Whether it may still name its request. */
    public boolean running(Instant now) {
        return finishedAt == null && now.isBefore(deadline);
    }

    /** The same, ended. */
    public Drill finished(@Nullable String newRequestId, Instant at) {
        return new Drill(id, token, startedAt, deadline, newRequestId, at);
    }
}
