package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * How hard the relay tries.
 *
 * @param backoff wait between two attempts at the same delivery
 * @param pause pause of a whole channel after failures in a row; longer only when the other side asked for it. Short at
 *     first: a channel that fails now and then, or half of the time, still delivers several alerts a second
 * @param giveUpAge age of an alert from which a failed attempt is the last
 * @param minAttempts a delivery is never given up for its age before so many attempts: nobody was there to try while
 *     the program was stopped
 * @param maxAttempts a delivery is given up after so many attempts, whatever its age
 * @param announceAfter failures in a row after which the other channels are told
 * @param announceEvery the other channels are told at most so often that a channel is down, however often it comes and goes
 * @param leaseMargin how much longer than one send of its channel a worker has what it claimed; nothing is begun with less
 *     than one send left
 * @param batch how many deliveries are claimed at once
 * @param poll how often to look for what other processes put out
 * @param stopGrace how long a send that is under way may go on when the relay stops
 */
public record DeliveryPolicy(
        Backoff backoff,
        Backoff pause,
        Duration giveUpAge,
        int minAttempts,
        int maxAttempts,
        int announceAfter,
        Duration announceEvery,
        Duration leaseMargin,
        int batch,
        Duration poll,
        Duration stopGrace) {

    /** What is used unless a test wants otherwise: about 200 attempts in a day, at most one a minute per channel. */
    public static final DeliveryPolicy DEFAULT = new DeliveryPolicy(
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1)),
            new Backoff(Duration.ofMillis(50), Duration.ofMinutes(1), Duration.ofHours(1)),
            Duration.ofHours(24),
            6,
            500,
            3,
            Duration.ofMinutes(15),
            Duration.ofSeconds(5),
            8,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    /** Checks what must hold between the values. */
    public DeliveryPolicy {
        if (minAttempts < 1 || maxAttempts < minAttempts || announceAfter < 1 || batch < 1) {
            throw new IllegalArgumentException("counts must be at least 1 and minAttempts at most maxAttempts");
        }
        if (leaseMargin.toMillis() < 1 || poll.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "leaseMargin and poll must be at least 1 ms, not " + leaseMargin + " and " + poll);
        }
    }

    /** Whether an attempt that just failed was the last. */
    boolean exhausted(int attempts, Instant createdAt, Instant now) {
        boolean old = !now.isBefore(createdAt.plus(giveUpAge));
        return attempts >= maxAttempts || old && attempts >= minAttempts;
    }
}
