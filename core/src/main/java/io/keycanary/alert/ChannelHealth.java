package io.keycanary.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a channel.
 *
 * @param failures attempts that failed since the last success
 * @param announcedAt when the others were last told that it does not deliver
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
        return new ChannelHealth(channel, at, lastFailure, 0, null, announcedAt);
    }

    ChannelHealth failed(Instant at, String error) {
        return new ChannelHealth(channel, lastSuccess, at, failures + 1, error, announcedAt);
    }

    /** Whether the others were told of the outage that lasts, or of another so short a time ago. */
    boolean announcedSince(Instant moment) {
        boolean thisOutage = announcedAt != null && (lastSuccess == null || announcedAt.isAfter(lastSuccess));
        return thisOutage || announcedAt != null && announcedAt.isAfter(moment);
    }

    ChannelHealth announced(Instant at) {
        return new ChannelHealth(channel, lastSuccess, lastFailure, failures, lastError, at);
    }
}
