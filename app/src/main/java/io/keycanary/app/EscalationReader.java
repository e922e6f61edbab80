package io.keycanary.app;

import io.keycanary.alert.EscalationChain;
import io.keycanary.cli.CommandFailure;
import io.keycanary.incident.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code escalation} in the settings file: a list of steps. */
final class EscalationReader {
    private EscalationReader() {}

    /** The chain; each step names channels that are set. */
    static EscalationChain read(List<SettingsFile> sections, List<Settings.Channel> channels) {
        Set<String> names = channels.stream()
                .map(channel -> channel.settings().name())
                .collect(Collectors.toCollection(TreeSet::new));
        List<EscalationChain.Step> steps = new ArrayList<>();
        for (SettingsFile section : sections) {
            section.allowOnly(Set.of("after", "channels", "at-least"), Set.of("channels"));
            steps.add(step(section, names));
            refuse(section, () -> new EscalationChain(steps));
        }
        return new EscalationChain(steps);
    }

    private static EscalationChain.Step step(SettingsFile section, Set<String> names) {
        Setting after = section.scalars().get("after");
        if (after == null) {
            throw CommandFailure.badInput(section.place() + ": \"after\" is missing in this step");
        }
        Setting one = section.scalars().get("channels");
        List<Setting> told = one == null ? section.texts("channels") : List.of(one);
        for (Setting channel : told) {
            if (!names.contains(channel.value())) {
                throw channel.wrong("names of alert channels that are set: " + String.join(", ", names));
            }
        }
        return refuse(
                section,
                () -> new EscalationChain.Step(
                        after.duration(), told.stream().map(Setting::value).toList(), severity(section)));
    }

    private static Severity severity(SettingsFile section) {
        Setting set = section.scalars().get("at-least");
        if (set == null) {
            return Severity.LOW;
        }
        return Stream.of(Severity.values())
                .filter(word -> word.name().equalsIgnoreCase(set.value()))
                .findFirst()
                .orElseThrow(() -> set.wrong("one of "
                        + Stream.of(Severity.values())
                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static <T> T refuse(SettingsFile section, java.util.function.Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(section.place() + ": " + e.getMessage());
        }
    }
}
