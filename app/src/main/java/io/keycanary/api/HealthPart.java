package io.keycanary.api;

import io.keycanary.alert.ChannelHealth;
import io.keycanary.source.RecordSource;
import io.keycanary.token.Printable;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one part of the installation.
 *
 * @param kind {@code store}, {@code path}, {@code channel} or {@code listener}
 * @param name which one
 * @param problem what is wrong and what to do, null when nothing is
 */
public record HealthPart(String kind, String name, @Nullable String problem) {
    /** A source of records, under the name of its detection path. */
    public static HealthPart of(RecordSource source) {
        return new HealthPart("path", source.path().word() + " " + source.name(), source.problem());
    }

    static HealthPart of(ChannelHealth channel) {
        String error = channel.lastError() == null ? "it does not deliver" : Printable.line(channel.lastError());
        return new HealthPart("channel", channel.channel(), channel.well() ? null : error);
    }

    static HealthPart store(@Nullable String problem) {
        return new HealthPart("store", "ledger", problem);
    }
}
