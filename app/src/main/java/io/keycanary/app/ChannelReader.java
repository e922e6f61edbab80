package io.keycanary.app;

import io.keycanary.channel.ChannelSettings;
import io.keycanary.cli.CommandFailure;
import io.keycanary.incident.Severity;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code channels} in the settings file. */
final class ChannelReader {
    private static final Set<String> ALWAYS = Set.of("type", "name", "at-least");
    private static final Map<String, Set<String>> NAMES = Map.of(
            "console", Set.of(),
            "webhook", Set.of("url", "secret", "secret-file"),
            "smtp", Set.of("host", "port", "security", "user", "password", "password-file", "from", "to"));

    private final Path home;
    private final SettingsFile section;
    private final Map<String, Setting> scalars;

    private ChannelReader(Path home, SettingsFile section) {
        this.home = home;
        this.section = section;
        this.scalars = section.scalars();
    }

    /**
     * Reads an entry.
     *
     * @param home what relative file names begin at
     */
    static Settings.Channel read(Path home, SettingsFile section) {
        return new ChannelReader(home, section).channel();
    }

    private Settings.Channel channel() {
        Setting type = required("type");
        Set<String> allowed = NAMES.get(type.value());
        if (allowed == null) {
            throw type.wrong("one of " + String.join(", ", new TreeSet<>(NAMES.keySet())));
        }
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(allowed);
        section.allowOnly(names, type.value().equals("smtp") ? Set.of("to") : Set.of());
        try {
            return new Settings.Channel(settings(type.value()), atLeast());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(type.place() + ": " + e.getMessage());
        }
    }

    private ChannelSettings settings(String type) {
        String name = required("name").text();
        return switch (type) {
            case "webhook" -> new ChannelSettings.Webhook(name, url(), secret("secret"));
            case "smtp" -> smtp(name);
            default -> new ChannelSettings.Console(name, false);
        };
    }

    /** The path of a webhook counts to the last slash, so it is taken as it stands. */
    private URI url() {
        Setting url = required("url");
        url.url();
        return URI.create(url.value());
    }

    private ChannelSettings smtp(String name) {
        Setting security = scalars.get("security");
        ChannelSettings.Security kept =
                security == null ? ChannelSettings.Security.STARTTLS : word(security, ChannelSettings.Security.class);
        return new ChannelSettings.Smtp(
                name,
                required("host").text(),
                required("port").port(),
                kept,
                login(),
                required("from").text(),
                to());
    }

    private ChannelSettings.@Nullable Login login() {
        Setting user = scalars.get("user");
        return user == null ? null : new ChannelSettings.Login(user.text(), secret("password"));
    }

    private List<String> to() {
        Setting one = scalars.get("to");
        return one == null ? section.texts("to").stream().map(Setting::text).toList() : List.of(one.text());
    }

    private Severity atLeast() {
        Setting setting = scalars.get("at-least");
        return setting == null ? Severity.LOW : word(setting, Severity.class);
    }

    /** In the settings file itself, or in a file of its own. */
    private Secret secret(String name) {
        Setting inFile = scalars.get(name + "-file");
        if (inFile == null) {
            return Secret.of(required(name).text());
        }
        try {
            return Secret.of(Files.readString(home.resolve(inFile.path())).strip());
        } catch (IOException e) {
            throw inFile.wrong("a file that can be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Setting required(String name) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            throw CommandFailure.badInput(section.place() + ": \"" + name + "\" is missing in this channel");
        }
        return setting;
    }

    private static <E extends Enum<E>> E word(Setting setting, Class<E> type) {
        for (E word : type.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(setting.value().toLowerCase(Locale.ROOT))) {
                return word;
            }
        }
        throw setting.wrong("one of "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(type.getEnumConstants())
                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }
}
