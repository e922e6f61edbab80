package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads secrets of a section: they stand in the settings file itself, in a file of their own, or in the environment. */
final class SecretSetting {
    private final Path home;
    private final Map<String, String> environment;
    private final String owner;
    private final Map<String, Setting> scalars;

    /**
     * Secrets among these settings.
     *
     * @param owner what they belong to, and where that stands
     */
    SecretSetting(Path home, Map<String, String> environment, String owner, Map<String, Setting> scalars) {
        this.home = home;
        this.environment = environment;
        this.owner = owner;
        this.scalars = Map.copyOf(scalars);
    }

    /** What these secrets may be set by. */
    static Set<String> names(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, name + "-file", name + "-env"))
                .collect(Collectors.toSet());
    }

    /** The secret of this name. */
    Secret read(String name) {
        Setting inFile = scalars.get(name + "-file");
        Setting inEnvironment = scalars.get(name + "-env");
        if (inEnvironment != null) {
            String value = environment.get(inEnvironment.text());
            if (value == null || value.isBlank()) {
                throw inEnvironment.wrong("a variable of the environment that is set, and "
                        + Printable.line(inEnvironment.value(), 60) + " is not");
            }
            return Secret.of(value.strip());
        }
        if (inFile == null) {
            return Secret.of(inPlace(name).text());
        }
        try {
            return Secret.of(Files.readString(home.resolve(inFile.path())).strip());
        } catch (IOException e) {
            throw inFile.wrong("a file that can be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Setting inPlace(String name) {
        Setting setting = scalars.get(name);
        if (setting == null) {
            throw CommandFailure.badInput(owner + " has no \"" + name + "\"; give it by \""
                    + name + "-file\" (a file), \"" + name + "-env\" (a variable of the environment) or \"" + name
                    + "\"");
        }
        return setting;
    }
}
