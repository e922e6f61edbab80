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
}
