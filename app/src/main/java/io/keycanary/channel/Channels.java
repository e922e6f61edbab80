package io.keycanary.channel;

import io.keycanary.alert.AlertChannel;
import java.io.PrintStream;
import java.time.InstantSource;

/** Makes channels of their settings. */
public final class Channels {
    private Channels() {}

    /**
     * A channel; nothing is connected yet.
     *
     * @param console where a console channel prints
     * @throws IllegalArgumentException when a secret is too short
     */
    public static AlertChannel open(ChannelSettings settings, PrintStream console, InstantSource clock) {
        return switch (settings) {
            case ChannelSettings.Console it -> new ConsoleChannel(it, console);
            case ChannelSettings.Webhook it -> new WebhookChannel(it, clock);
            case ChannelSettings.Smtp it -> new SmtpChannel(it);
        };
    }
}
