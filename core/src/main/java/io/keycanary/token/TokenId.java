package io.keycanary.token;

import java.time.InstantSource;
import java.util.UUID;

/** Names one canary token. */
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
