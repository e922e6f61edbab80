package io.keycanary.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * Bounds how many alerts one incident sends in an hour. What is over the bound is never dropped: it waits for the
 * digest.
 *
 * @param hourBegan start of the present hour
 * @param sent alerts sent in it
 * @param waiting novelties and further sightings that the next digest will tell
 */
public record AlertBudget(Instant hourBegan, int sent, int waiting) {
    /** Length of an hour. */
    public static final Duration HOUR = Duration.ofHours(1);
    /** Alerts per incident and hour. */
    public static final int PER_HOUR = 10;
    /** Alerts per hour of an incident that is known only from wrong signatures: anyone who knows the key id can make them. */
    public static final int PER_HOUR_UNAUTHENTICATED = 2;

    static AlertBudget full(Instant now) {
        return new AlertBudget(now, 0, 0);
    }

    boolean allows(int bound) {
        return sent < bound;
    }

    AlertBudget at(Instant now) {
        return over(now) ? new AlertBudget(now, 0, waiting) : this;
    }

    AlertBudget spent() {
        return new AlertBudget(hourBegan, sent + 1, waiting);
    }

    AlertBudget delayed() {
        return new AlertBudget(hourBegan, sent, waiting + 1);
    }

    /** Whether a digest is due. */
    public boolean digestDue(Instant now) {
        return waiting > 0 && over(now);
    }

    /** An hour that begins in the future began before the clock was set back. */
    private boolean over(Instant now) {
        return now.isBefore(hourBegan) || !now.isBefore(hourBegan.plus(HOUR));
    }

    AlertBudget digested(Instant now) {
        return new AlertBudget(now, 1, 0);
    }
}
