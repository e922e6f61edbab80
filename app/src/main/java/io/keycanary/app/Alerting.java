package io.keycanary.app;

import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.Routing;
import io.keycanary.aws.AwsCloud;
import io.keycanary.channel.Channels;
import io.keycanary.cli.AlertTargets;
import io.keycanary.cli.Screen;
import io.keycanary.cli.VersionCommand;
import io.keycanary.intake.AlertDesk;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The alert channels of the settings, and who gets what. Closes what it opened. */
final class Alerting implements AutoCloseable {
    private final Supplier<Settings> settings;
    private final Lazy<List<AlertChannel>> channels;

    Alerting(Supplier<Settings> settings, Screen screen, Clock clock) {
        this.settings = settings;
        this.channels = new Lazy<>(() -> open(screen, clock));
    }

    private List<AlertChannel> open(Screen screen, Clock clock) {
        Channels.World world = new Channels.World(screen.out(), new AwsCloud(), VersionCommand.version(), clock);
        return settings.get().channels().stream()
                .map(channel -> Channels.open(channel.settings(), world))
                .toList();
    }

    List<AlertChannel> channels() {
        return channels.get();
    }

    /** Names of those whose acceptance proves anything. */
    List<String> thatCount() {
        return channels().stream()
                .filter(AlertChannel::counts)
                .map(AlertChannel::name)
                .toList();
    }

    /** Where they write to in AWS. The settings are read when it is first asked. */
    AlertTargets targets() {
        return new AwsTargets(settings);
    }

    Routing routing() {
        return new Routing(
                settings.get().channels().stream().map(Settings.Channel::route).toList());
    }

    AlertDesk desk() {
        URI link = settings.get().server().link();
        return new AlertDesk(routing(), link == null ? "" : link.toString());
    }

    @Override
    public void close() {
        channels.ifMade(all -> all.forEach(AlertChannel::close));
    }
}
