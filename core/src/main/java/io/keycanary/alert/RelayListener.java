package io.keycanary.alert;

/** Hears what the relay does, for logs and metrics. Called from the thread of the channel; returns soon. */
public interface RelayListener {
    /** Hears nothing. */
    RelayListener NONE = new RelayListener() {};

    /**
     * One attempt ended and is recorded.
     *
     * @param before as it was claimed
     * @param after what it came to; stored, unless another worker took it over after our lease ended
     */
    default void attempted(Outbox.Item before, DeliveryResult result, Delivery after) {}

    /** Something failed that no answer accounts for: the store is away, or a channel threw. The relay goes on. */
    default void troubled(String channel, RuntimeException cause) {}
}
