package io.keycanary.app;

import io.keycanary.channel.ChannelSettings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code reports} in the settings file: by which channels reports go, and whose midnight begins a day. */
final class ReportsReader {
    private ReportsReader() {}

    /**
     * The channels of a report.
     *
     * @param one the name of one, where no list was written
     */
    static List<String> channels(@Nullable Setting one, List<Setting> list, List<Settings.Channel> channels) {
        List<Setting> named = one == null ? list : List.of(one);
        named.forEach(name -> check(name, channels));
        return named.stream().map(Setting::value).distinct().toList();
    }

    /** A report must wake nobody: on-call services are for alerts. */
    private static void check(Setting name, List<Settings.Channel> channels) {
        String known = channels.stream()
                .map(Settings.Channel::settings)
                .filter(settings -> !(settings instanceof ChannelSettings.OnCall))
                .map(ChannelSettings::name)
                .collect(Collectors.joining(", "));
        boolean fits = channels.stream()
                .map(Settings.Channel::settings)
                .anyMatch(settings ->
                        settings.name().equals(name.value()) && !(settings instanceof ChannelSettings.OnCall));
        if (!fits) {
            throw name.wrong("names of alert channels that are set and call nobody: " + known);
        }
    }

    static ZoneId zone(Setting setting) {
        try {
            return ZoneId.of(setting.text());
        } catch (DateTimeException e) {
            throw setting.wrong("a time zone such as UTC or Europe/Berlin");
        }
    }
}
