package io.keycanary.channel;

import io.keycanary.alert.AlertChannel;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;

/** Makes channels of their settings. */
public final class Channels {
    private Channels() {}

    /**
     * A channel; nothing is connected yet.
     *
     * @param console where a console channel prints
     * @param topics how SNS is reached
     * @throws IllegalArgumentException when a secret is too short
     */
    public static AlertChannel open(
            ChannelSettings settings,
            PrintStream console,
            Function<ChannelSettings.Sns, TopicPublisher> topics,
            InstantSource clock) {
        return switch (settings) {
            case ChannelSettings.Console it -> new ConsoleChannel(it, console);
            case ChannelSettings.Webhook it ->
                new HttpChannel(it.name(), new SignedWebhook(it, clock), it.times(), clock);
            case ChannelSettings.ChatRoom it -> new HttpChannel(it.name(), room(it), it.times(), clock);
            case ChannelSettings.SlackApp it -> new HttpChannel(it.name(), new SlackBot(it), it.times(), clock);
            case ChannelSettings.OnCall it -> new HttpChannel(it.name(), onCall(it), it.times(), clock);
            case ChannelSettings.Smtp it -> new SmtpChannel(it);
            case ChannelSettings.Syslog it -> new SyslogChannel(it);
            case ChannelSettings.Sns it -> new TopicChannel(it, topics.apply(it));
        };
    }

    private static HttpService room(ChannelSettings.ChatRoom settings) {
        return switch (settings.service()) {
            case SLACK -> new SlackRoom(settings.url());
            case TEAMS -> new TeamsRoom(settings.url());
            case DISCORD -> new DiscordRoom(settings.url());
            case GOOGLE_CHAT -> new GoogleChatRoom(settings.url());
        };
    }

    private static HttpService onCall(ChannelSettings.OnCall settings) {
        return switch (settings.service()) {
            case PAGERDUTY -> new PagerDuty(settings);
            case OPSGENIE -> new Opsgenie(settings);
        };
    }
}
