package io.keycanary.alert;

import java.time.Duration;

/** One way out. Safe to share between threads; touches the world only when it sends. */
public interface AlertChannel extends AutoCloseable {
    /** Stable name, the key of its deliveries. */
    String name();

    /** Sends one alert and waits for the answer, within a bounded time. */
    DeliveryResult send(Alert alert) throws InterruptedException;

    /** Whether it shows later alerts of an incident under the first one: then they come by {@link #reply}. */
    default boolean threads() {
        return false;
    }

    /**
     * The first alert of an incident that the other side took by this channel.
     *
     * @param receipt what it said then
     */
    record First(Alert alert, String receipt) {}

    /** Sends a later alert of an incident. */
    default DeliveryResult reply(Alert alert, First first) throws InterruptedException {
        return send(alert);
    }

    /** Longest time that one send may take; the lease of what is sent is a little longer. */
    default Duration sendBound() {
        return Duration.ofMinutes(1);
    }

    /** Whether acceptance proves anything: the console only prints, so it never counts as a delivery. */
    default boolean counts() {
        return true;
    }

    @Override
    default void close() {}
}
