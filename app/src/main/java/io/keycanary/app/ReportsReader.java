package io.keycanary.app;

import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.JiraProject;
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

    /** A report must wake nobody, and is no work to be done. */
    private static boolean callsNobody(ChannelSettings settings) {
        return !(settings instanceof ChannelSettings.OnCall) && !(settings instanceof JiraProject);
    }

    private static void check(Setting name, List<Settings.Channel> channels) {
        String known = channels.stream()
                .map(Settings.Channel::settings)
                .filter(ReportsReader::callsNobody)
                .map(ChannelSettings::name)
                .collect(Collectors.joining(", "));
        boolean fits = channels.stream()
                .map(Settings.Channel::settings)
                .anyMatch(settings -> settings.name().equals(name.value()) && callsNobody(settings));
        if (!fits) {
            throw name.wrong("names of alert channels that are set, and neither call anybody nor open work: " + known);
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
