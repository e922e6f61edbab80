package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when told. */
final class SettableClock implements InstantSource {
    static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

    private volatile Instant now = START;

    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
