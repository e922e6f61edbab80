package io.keycanary.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One alert on its way out by one channel.
 *
 * @param attempts how often a send was begun: counted before it begins, so that one whose end nobody saw counts, too
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
        DEAD,
        /** Not sent, because a rule keeps the channel quiet. */
        QUIET
    }

    /** A send of it begins. */
    Delivery begun() {
        return new Delivery(alert, channel, state, attempts + 1, nextAt, leasedUntil, note, endedAt);
    }

    /** Whether a send before the present one was begun: then the other side may have it already. */
    boolean mayHaveArrived() {
        return attempts > 1 || note != null;
    }

    /** The other side has it. */
    public Delivery accepted(String receipt, Instant at) {
        return new Delivery(alert, channel, State.ACCEPTED, attempts, nextAt, null, receipt, at);
    }

    /** It did not work and is tried again. */
    public Delivery again(String error, Instant next) {
        return new Delivery(alert, channel, State.PENDING, attempts, next, null, error, null);
    }

    /** It is given up. */
    public Delivery dead(String error, Instant at) {
        return new Delivery(alert, channel, State.DEAD, attempts, nextAt, null, error, at);
    }

    /** It is not sent. */
    public Delivery quiet(QuietRule rule, Instant at) {
        return new Delivery(
                alert,
                channel,
                State.QUIET,
                attempts,
                nextAt,
                null,
                "quiet until " + rule.until() + ": " + rule.reason(),
                at);
    }

    /** The worker gives it back untried. */
    public Delivery released() {
        return new Delivery(alert, channel, state, attempts, nextAt, null, note, endedAt);
    }

    /** A person wants it tried again from the start, whatever became of it. */
    public Delivery requeued(Instant now) {
        return new Delivery(alert, channel, State.PENDING, 0, now, null, note, null);
    }

    /** Whether a worker may have it now, as {@link Outbox#claim} says. */
    public boolean claimable(Instant now) {
        boolean due = attempts == 0 || !nextAt.isAfter(now) || nextAt.isAfter(now.plus(Outbox.LONGEST_WAIT));
        boolean free =
                leasedUntil == null || !leasedUntil.isAfter(now) || leasedUntil.isAfter(now.plus(Outbox.LONGEST_LEASE));
        return state == State.PENDING && due && free;
    }

    /** Whether it is still on the lease under which {@code mine} was claimed. */
    boolean sameLease(Delivery mine) {
        return state == State.PENDING && leasedUntil != null && leasedUntil.equals(mine.leasedUntil);
    }
}
