package io.keycanary.drill;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Journal of the calls that we make ourselves, by the request id that AWS answered. Valid inside one transaction. */
public interface OwnCalls {
    /** Adds or replaces a drill. */
    void put(Drill drill);

    /** The drill of this id. */
    Optional<Drill> drill(UUID id);

    /** The drill that made a request. */
    Optional<Drill> byRequest(String requestId);

    /**
     * Drills of all tokens that began in this time, oldest first.
     *
     * @param since null for all before {@code until}
     * @param until exclusive; null for all from {@code since} on
     */
    List<Drill> begun(@Nullable Instant since, @Nullable Instant until);

    /** Drills of a token that have not ended. */
    List<Drill> unfinished(TokenId token);

    /** Drills of all tokens that have not ended though their deadline is over. */
    List<Drill> overdue(Instant now);

    /** Remembers a call of ours that is no drill. */
    void journal(String requestId, Instant at);

    /** Whether a call that is no drill was ours. */
    boolean isOurs(String requestId);
}
