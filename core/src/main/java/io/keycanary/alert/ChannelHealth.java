package io.keycanary.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a channel.
 *
 * @param failures attempts that failed since the last success
 * @param announcedAt when the others were told that it does not deliver; null while it is well
 */
public record ChannelHealth(
        String channel,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        int failures,
        @Nullable String lastError,
        @Nullable Instant announcedAt) {
    /** Nothing is known. */
    public static ChannelHealth unknown(String channel) {
        return new ChannelHealth(channel, null, null, 0, null, null);
    }

    /** Whether it delivers, as far as is known. */
    public boolean well() {
        return failures == 0;
    }

    ChannelHealth succeeded(Instant at) {
        return new ChannelHealth(channel, at, lastFailure, 0, null, null);
    }

    ChannelHealth failed(Instant at, String error) {
        return new ChannelHealth(channel, lastSuccess, at, failures + 1, error, announcedAt);
    }

    ChannelHealth announced(Instant at) {
        return new ChannelHealth(channel, lastSuccess, lastFailure, failures, lastError, at);
    }
}
