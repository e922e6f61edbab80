package io.keycanary.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One alert on its way out by one channel.
 *
 * @param attempts how often it was tried
 * @param nextAt not before
 * @param leasedUntil a worker has it until then
 * @param note the last error, or the receipt
 * @param endedAt when it was accepted or given up
 */
public record Delivery(
        UUID alert,
        String channel,
        State state,
        int attempts,
        Instant nextAt,
        @Nullable Instant leasedUntil,
        @Nullable String note,
        @Nullable Instant endedAt) {

    /** How it stands. */
    public enum State {
        /** To be sent. */
        PENDING,
        /** The other side has it. */
        ACCEPTED,
        /** Given up: the dead letter. */
        DEAD
    }

    /** The other side has it. */
    public Delivery accepted(String receipt, Instant at) {
        return new Delivery(alert, channel, State.ACCEPTED, attempts + 1, nextAt, null, receipt, at);
    }

    /** It did not work and is tried again. */
    public Delivery again(String error, Instant next) {
        return new Delivery(alert, channel, State.PENDING, attempts + 1, next, null, error, null);
    }

    /** It is given up. */
    public Delivery dead(String error, Instant at) {
        return new Delivery(alert, channel, State.DEAD, attempts + 1, nextAt, null, error, at);
    }

    /** The worker gives it back untried. */
    public Delivery released() {
        return new Delivery(alert, channel, state, attempts, nextAt, null, note, endedAt);
    }

    /** A person wants it tried again from the start, whatever became of it. */
    public Delivery requeued(Instant now) {
        return new Delivery(alert, channel, State.PENDING, 0, now, null, note, null);
    }

    /** Whether it is still on the lease under which {@code mine} was claimed. */
    boolean sameLease(Delivery mine) {
        return state == State.PENDING && leasedUntil != null && leasedUntil.equals(mine.leasedUntil);
    }
}
