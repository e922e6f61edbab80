package io.keycanary.app;

import io.keycanary.alert.Hours;
import io.keycanary.alert.Scope;
import io.keycanary.cli.CommandFailure;
import io.keycanary.incident.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code channels} in the settings file: what every channel may have; the rest by its type. */
final class ChannelReader {
    private static final Set<String> ALWAYS =
            Set.of("type", "name", "at-least", "tokens", "tags", "accounts", "hours", "heartbeat");

    private static final Set<String> LISTS = Set.of("tokens", "tags", "accounts");

    /** A service that calls people, or opens work for them, would do so for nothing. */
    private static final Map<String, String> NO_HEARTBEAT = Map.of(
            "pagerduty", "would call somebody each time",
            "opsgenie", "would call somebody each time",
            "jira", "would open an issue each time");

    private final SettingsFile section;
    private final ChannelFields fields;

    private ChannelReader(Path home, Map<String, String> environment, SettingsFile section) {
        this.section = section;
        this.fields = new ChannelFields(home, environment, section);
    }

    /**
     * Reads an entry.
     *
     * @param home what relative file names begin at
     * @param environment where secrets may stand
     */
    static Settings.Channel read(Path home, Map<String, String> environment, SettingsFile section) {
        return new ChannelReader(home, environment, section).channel();
    }

    private Settings.Channel channel() {
        Setting type = fields.required("type");
        Set<String> allowed = ChannelTypes.FIELDS.get(type.value());
        if (allowed == null) {
            throw type.wrong("one of " + String.join(", ", ChannelTypes.FIELDS.keySet()));
        }
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(allowed);
        Set<String> lists = new HashSet<>(LISTS);
        if (type.value().equals("smtp")) {
            lists.add("to");
        }
        section.allowOnly(names, lists);
        try {
            return new Settings.Channel(
                    new ChannelTypes(fields).settings(type.value()),
                    fields.word("at-least", Severity.LOW),
                    new Scope(named("tokens"), named("tags"), accounts()),
                    hours(),
                    heartbeat(type.value()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(type.place() + ": " + e.getMessage());
        }
    }

    private @Nullable Duration heartbeat(String type) {
        Setting set = fields.optional("heartbeat");
        if (set != null && NO_HEARTBEAT.containsKey(type)) {
            throw set.wrong("left out: " + type + " " + NO_HEARTBEAT.get(type));
        }
        return set == null ? null : set.duration();
    }

    private Set<String> accounts() {
        for (String account : named("accounts")) {
            if (!account.matches("\\d{12}")) {
                throw CommandFailure.badInput(section.place()
                        + ": \"accounts\" are account ids of 12 digits in quotes, and one of these is none");
            }
        }
        return named("accounts");
    }

    private @Nullable Hours hours() {
        Setting set = fields.optional("hours");
        try {
            return set == null ? null : Hours.of(set.value());
        } catch (IllegalArgumentException e) {
            throw set.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> named(String list) {
        if (fields.optional(list) == null && !section.has(list)) {
            return Set.of();
        }
        Set<String> named = Set.copyOf(fields.oneOrMore(list));
        if (named.isEmpty()) {
            throw CommandFailure.badInput(section.place() + ": \"" + list
                    + "\" names none, so this channel would be mute; leave it out for all " + list);
        }
        return named;
    }
}
