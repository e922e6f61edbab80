package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import io.keycanary.token.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of one entry of {@code channels}, each asked for in its own kind. */
final class ChannelFields {
    private final Path home;
    private final SettingsFile section;
    private final Map<String, Setting> scalars;
    private final SecretSetting secrets;

    /**
     * Of this entry.
     *
     * @param home what relative file names begin at
     * @param environment where secrets may stand
     */
    ChannelFields(Path home, Map<String, String> environment, SettingsFile section) {
        this.home = home;
        this.section = section;
        this.scalars = section.scalars();
        this.secrets = new SecretSetting(home, environment, section.place() + ": this channel", scalars);
    }

    /** Whether it is set in any of the ways in which a secret may be. */
    boolean hasSecret(String name) {
        return SecretSetting.names(name).stream().anyMatch(scalars::containsKey);
    }

    Secret secret(String name) {
        return secrets.read(name);
    }

    /** A field that has to be there. */
    Setting required(String name) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            throw CommandFailure.badInput(section.place() + ": \"" + name + "\" is missing in this channel");
        }
        return setting;
    }

    @Nullable
    Setting optional(String name) {
        return scalars.get(name);
    }

    @Nullable
    String text(String name) {
        Setting setting = scalars.get(name);
        return setting == null ? null : setting.text();
    }

    String text(String name, String usual) {
        Setting setting = scalars.get(name);
        return setting == null ? usual : setting.text();
    }

    @Nullable
    URI url(String name) {
        Setting setting = scalars.get(name);
        return setting == null ? null : setting.url();
    }

    URI url(String name, URI usual) {
        Setting setting = scalars.get(name);
        return setting == null ? usual : setting.url();
    }

    /** The path of a webhook counts to the last slash, so it is taken as it stands. */
    URI exactUrl(String name) {
        Setting url = required(name);
        url.url();
        return URI.create(url.value());
    }

    /** Relative to the home folder. */
    Path file(String name) {
        return home.resolve(required(name).path()).toAbsolutePath().normalize();
    }

    /** One text, or a list of them. */
    List<String> oneOrMore(String name) {
        Setting one = scalars.get(name);
        return one == null ? section.texts(name).stream().map(Setting::text).toList() : List.of(one.text());
    }

    <E extends Enum<E>> E word(String name, E usual) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            return usual;
        }
        E[] words = usual.getDeclaringClass().getEnumConstants();
        return Stream.of(words)
                .filter(word -> written(word).equalsIgnoreCase(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.wrong(
                        "one of " + Stream.of(words).map(ChannelFields::written).collect(Collectors.joining(", "))));
    }

    /** {@code DATA_CENTER} is data-center. */
    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
