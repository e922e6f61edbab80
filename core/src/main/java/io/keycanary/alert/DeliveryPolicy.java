package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * How hard the relay tries.
 *
 * @param backoff wait between two attempts at the same delivery
 * @param pauseCap longest pause of a whole channel after a failure, unless the other side asked for more
 * @param giveUpAge age of an alert from which a failed attempt is the last
 * @param minAttempts a delivery is never given up for its age before so many attempts: nobody was there to try while
 *     the program was stopped
 * @param maxAttempts a delivery is given up after so many attempts, whatever its age
 * @param announceAfter failures in a row after which the other channels are told
 * @param lease how long a worker has what it claimed
 * @param sendBound longest time one attempt may take; nothing is started with less than that left of its lease
 * @param batch how many deliveries are claimed at once
 * @param poll how often to look for what other processes put out
 * @param stopGrace how long a send that is under way may go on when the relay stops
 */
public record DeliveryPolicy(
        Backoff backoff,
        Duration pauseCap,
        Duration giveUpAge,
        int minAttempts,
        int maxAttempts,
        int announceAfter,
        Duration lease,
        Duration sendBound,
        int batch,
        Duration poll,
        Duration stopGrace) {

    /** What is used unless a test wants otherwise: about 200 attempts in a day, at most one a minute per channel. */
    public static final DeliveryPolicy DEFAULT = new DeliveryPolicy(
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1)),
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            6,
            500,
            3,
            Duration.ofSeconds(75),
            Duration.ofMinutes(1),
            8,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    /** Checks what must hold between the values. */
    public DeliveryPolicy {
        if (minAttempts < 1 || maxAttempts < minAttempts || announceAfter < 1 || batch < 1) {
            throw new IllegalArgumentException("counts must be at least 1 and minAttempts at most maxAttempts");
        }
        if (lease.compareTo(sendBound) <= 0 || poll.toMillis() < 1) {
            throw new IllegalArgumentException("a lease (" + lease + ") must outlast one attempt (" + sendBound
                    + "), and poll must be at least 1 ms, not " + poll);
        }
    }

    /** Whether an attempt that just failed was the last. */
    boolean exhausted(int attempts, Instant createdAt, Instant now) {
        boolean old = !now.isBefore(createdAt.plus(giveUpAge));
        return attempts >= maxAttempts || old && attempts >= minAttempts;
    }
}
