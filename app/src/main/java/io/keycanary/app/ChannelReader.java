package io.keycanary.app;

import io.keycanary.alert.Hours;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.cli.CommandFailure;
import io.keycanary.incident.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code channels} in the settings file. */
final class ChannelReader {
    private static final Duration SYSLOG_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> ALWAYS =
            Set.of("type", "name", "at-least", "tokens", "accounts", "hours", "heartbeat");
    private static final Map<String, Set<String>> NAMES = Map.of(
            "console", Set.of(),
            "webhook", with(SecretSetting.names("secret"), "url"),
            "slack", with(SecretSetting.names("url", "token"), "channel", "api"),
            "teams", SecretSetting.names("url"),
            "discord", SecretSetting.names("url"),
            "google-chat", SecretSetting.names("url"),
            "pagerduty", with(SecretSetting.names("routing-key"), "api"),
            "opsgenie", with(SecretSetting.names("api-key"), "api"),
            "syslog", Set.of("host", "port", "transport", "format"),
            "sns", Set.of("topic", "profile", "endpoint"));
    private static final Set<String> SMTP =
            with(SecretSetting.names("password"), "host", "port", "security", "user", "from", "to");

    private static Set<String> with(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    private final SettingsFile section;
    private final Map<String, Setting> scalars;
    private final SecretSetting secrets;

    private ChannelReader(Path home, Map<String, String> environment, SettingsFile section) {
        this.section = section;
        this.scalars = section.scalars();
        this.secrets = new SecretSetting(home, environment, section);
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
        Setting type = required("type");
        Set<String> allowed = type.value().equals("smtp") ? SMTP : NAMES.get(type.value());
        if (allowed == null) {
            throw type.wrong("one of " + String.join(", ", new TreeSet<>(with(NAMES.keySet(), "smtp"))));
        }
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(allowed);
        section.allowOnly(
                names, type.value().equals("smtp") ? Set.of("to", "tokens", "accounts") : Set.of("tokens", "accounts"));
        try {
            return new Settings.Channel(
                    settings(type.value()),
                    word("at-least", Severity.LOW),
                    named("tokens"),
                    accounts(),
                    hours(),
                    heartbeat(type.value()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(type.place() + ": " + e.getMessage());
        }
    }

    private ChannelSettings settings(String type) {
        String name = required("name").text();
        return switch (type) {
            case "webhook" -> new ChannelSettings.Webhook(name, url(), secrets.read("secret"));
            case "smtp" -> smtp(name);
            case "slack" -> slack(name);
            case "teams" -> new ChannelSettings.ChatRoom(name, ChannelSettings.Room.TEAMS, secrets.read("url"));
            case "discord" -> new ChannelSettings.ChatRoom(name, ChannelSettings.Room.DISCORD, secrets.read("url"));
            case "google-chat" ->
                new ChannelSettings.ChatRoom(name, ChannelSettings.Room.GOOGLE_CHAT, secrets.read("url"));
            case "pagerduty" -> onCall(name, ChannelSettings.OnCallService.PAGERDUTY, "routing-key");
            case "opsgenie" -> onCall(name, ChannelSettings.OnCallService.OPSGENIE, "api-key");
            case "syslog" -> syslog(name);
            case "sns" -> sns(name);
            default -> new ChannelSettings.Console(name, false);
        };
    }

    /** The path of a webhook counts to the last slash, so it is taken as it stands. */
    private URI url() {
        Setting url = required("url");
        url.url();
        return URI.create(url.value());
    }

    /** With a token as an app, with an address by an incoming webhook. */
    private ChannelSettings slack(String name) {
        boolean app = SecretSetting.names("token").stream().anyMatch(scalars::containsKey);
        return app
                ? new ChannelSettings.SlackApp(
                        name,
                        secrets.read("token"),
                        required("channel").text(),
                        api(ChannelSettings.SlackApp.SLACK),
                        ChannelSettings.Times.USUAL)
                : new ChannelSettings.ChatRoom(name, ChannelSettings.Room.SLACK, secrets.read("url"));
    }

    private ChannelSettings onCall(String name, ChannelSettings.OnCallService service, String key) {
        return new ChannelSettings.OnCall(
                name, service, secrets.read(key), api(service.api()), ChannelSettings.Times.USUAL);
    }

    private URI api(URI usual) {
        Setting set = scalars.get("api");
        return set == null ? usual : set.url();
    }

    private ChannelSettings syslog(String name) {
        return new ChannelSettings.Syslog(
                name,
                required("host").text(),
                required("port").port(),
                word("transport", Transport.TLS) == Transport.TLS,
                word("format", ChannelSettings.SyslogForm.JSON),
                SYSLOG_TIMEOUT);
    }

    private ChannelSettings sns(String name) {
        Setting profile = scalars.get("profile");
        Setting endpoint = scalars.get("endpoint");
        return new ChannelSettings.Sns(
                name,
                required("topic").text(),
                profile == null ? null : profile.text(),
                endpoint == null ? null : endpoint.url());
    }

    private ChannelSettings smtp(String name) {
        return new ChannelSettings.Smtp(
                name,
                required("host").text(),
                required("port").port(),
                word("security", ChannelSettings.Security.STARTTLS),
                login(),
                required("from").text(),
                to());
    }

    private ChannelSettings.@Nullable Login login() {
        Setting user = scalars.get("user");
        return user == null ? null : new ChannelSettings.Login(user.text(), secrets.read("password"));
    }

    private List<String> to() {
        return oneOrMore("to");
    }

    /** A service that calls people would call them for nothing. */
    private @Nullable Duration heartbeat(String type) {
        Setting set = scalars.get("heartbeat");
        if (set != null && Set.of("pagerduty", "opsgenie").contains(type)) {
            throw set.wrong("left out: " + type + " would call somebody each time");
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
        Setting set = scalars.get("hours");
        try {
            return set == null ? null : Hours.of(set.value());
        } catch (IllegalArgumentException e) {
            throw set.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> named(String list) {
        if (!scalars.containsKey(list) && !section.has(list)) {
            return Set.of();
        }
        Set<String> named = Set.copyOf(oneOrMore(list));
        if (named.isEmpty()) {
            throw CommandFailure.badInput(section.place() + ": \"" + list
                    + "\" names none, so this channel would be mute; leave it out for all " + list);
        }
        return named;
    }

    private List<String> oneOrMore(String name) {
        Setting one = scalars.get(name);
        return one == null ? section.texts(name).stream().map(Setting::text).toList() : List.of(one.text());
    }

    private Setting required(String name) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            throw CommandFailure.badInput(section.place() + ": \"" + name + "\" is missing in this channel");
        }
        return setting;
    }

    private <E extends Enum<E>> E word(String name, E usual) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            return usual;
        }
        List<E> words = List.of(usual.getDeclaringClass().getEnumConstants());
        return words.stream()
                .filter(word -> word.name().equalsIgnoreCase(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.wrong("one of "
                        + words.stream()
                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** How syslog travels. */
    private enum Transport {
        TLS,
        TCP
    }
}
