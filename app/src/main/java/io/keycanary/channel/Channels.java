package io.keycanary.channel;

import io.keycanary.alert.AlertChannel;
import java.io.PrintStream;
import java.time.InstantSource;

/** Makes channels of their settings. */
public final class Channels {
    private Channels() {}

    /**
     * What channels need besides their settings.
     *
     * @param console where a console channel prints
     * @param cloud how AWS is reached
     * @param version of this program, for those who sort by it
     */
    public record World(PrintStream console, Cloud cloud, String version, InstantSource clock) {}

    /**
     * A channel; nothing is connected yet.
     *
     * @throws IllegalArgumentException when a secret is too short
     */
    public static AlertChannel open(ChannelSettings settings, World world) {
        return switch (settings) {
            case ChannelSettings.Console it -> new ConsoleChannel(it, world.console());
            case ChannelSettings.Webhook it -> http(it.name(), new SignedWebhook(it, world), it.times(), world);
            case ChannelSettings.ChatRoom it -> http(it.name(), room(it), it.times(), world);
            case ChannelSettings.SlackApp it -> http(it.name(), new SlackBot(it), it.times(), world);
            case ChannelSettings.OnCall it -> http(it.name(), onCall(it), it.times(), world);
            case ChannelSettings.Smtp it -> new SmtpChannel(it);
            case ChannelSettings.Syslog it -> new SyslogChannel(it);
            case ChannelSettings.Sns it -> new TopicChannel(it, world.cloud().topic(it));
            case OcsfFile it -> new OcsfFileChannel(it, new Ocsf(world.version()));
            case OcsfBucket it -> new OcsfBucketChannel(it, world.cloud().bucket(it), new Ocsf(world.version()));
            case JiraProject it -> new JiraChannel(it, world.clock());
            case SecurityHub it -> new SecurityHubChannel(it, world.cloud().findings(it), world.version());
        };
    }

    private static AlertChannel http(String name, HttpService service, ChannelSettings.Times times, World world) {
        return new HttpChannel(name, service, times, world.clock());
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
