package io.keycanary.alert;

/** One way out. Safe to share between threads; touches the world only when it sends. */
public interface AlertChannel extends AutoCloseable {
    /** Stable name, the key of its deliveries. */
    String name();

    /** Sends one alert and waits for the answer, within a bounded time. */
    DeliveryResult send(Alert alert) throws InterruptedException;

    /** Whether acceptance proves anything: the console only prints, so it never counts as a delivery. */
    default boolean counts() {
        return true;
    }

    @Override
    default void close() {}
}
