package io.keycanary.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the key material of a token is planted: an alert names it as the leak.
 *
 * @param location what an analyst needs to find it: path, repository, variable
 * @param format how it is written there, a name of the planting formats; empty when planted by hand
 * @param checkedAt when the place was last looked at
 * @param receipt what removal needs, opaque and without a secret; empty when planted by hand
 */
public record Placement(
        UUID id,
        TokenId token,
        Kind kind,
        String location,
        String format,
        State state,
        Instant plannedAt,
        @Nullable Instant plantedAt,
        @Nullable Instant checkedAt,
        String receipt) {

    /** What kind of place it is. */
    public enum Kind {
        /** A file in a source repository. */
        REPOSITORY,
        /** A pipeline file or variable of CI/CD. */
        CI,
        /** A file on a host. */
        HOST,
        /** A secret store. */
        SECRET_STORE,
        /** Anything else, described by the location. */
        OTHER
    }

    /** How it stands with the place. */
    public enum State {
        /** Intended. */
        PLANNED,
        /** Written. */
        PLANTED,
        /** Seen there later. */
        CONFIRMED,
        /** No longer there. */
        MISSING,
        /** Taken out by us. */
        REMOVED
    }

    /** The same place after a look at it. */
    public Placement seen(State newState, Instant at) {
        return new Placement(id, token, kind, location, format, newState, plannedAt, plantedAt, at, receipt);
    }
}
