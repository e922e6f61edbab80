package io.keycanary.token;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;

/** Names one canary token, or, where incidents are about a token, a pipeline. */
public record TokenId(UUID value) implements Comparable<TokenId> {
    /** A new id. */
    public static TokenId next(InstantSource clock) {
        return new TokenId(Uuid7.next(clock));
    }

    /**
     * Reads the long form.
     *
     * @throws IllegalArgumentException when it is no UUID
     */
    public static TokenId of(String text) {
        return new TokenId(UUID.fromString(text));
    }

    /**
     * Stands for a pipeline where incidents are about a token: always the same for the same pipeline, and none that a token
     * can have, because it is made of a name (RFC 9562, version 3).
     */
    public static TokenId ofPipeline(String accountId, String name) {
        return new TokenId(
                UUID.nameUUIDFromBytes(("pipeline/" + accountId + "/" + name).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it stands for a pipeline. */
    public boolean isPipeline() {
        return value.version() == 3;
    }

    /** What people see and type. */
    public String shortForm() {
        return Uuid7.shortForm(value);
    }

    @Override
    public int compareTo(TokenId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
