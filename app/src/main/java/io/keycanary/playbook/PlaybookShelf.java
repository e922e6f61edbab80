package io.keycanary.playbook;

import io.keycanary.respond.Mistake;
import io.keycanary.respond.Place;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookReader;
import io.keycanary.respond.Playbooks;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All playbooks: the shipped ones, and over them those in the user's folder.
 *
 * @param source where each playbook comes from, by its name
 * @param mistakes of files that were left out for them: whoever is wrong must not be without the others at night
 */
public record PlaybookShelf(Playbooks playbooks, Map<String, String> source, List<Mistake> mistakes) {
    private static final String SHIPPED = "shipped";
    private static final List<String> NAMES = List.of(
            "leaked-in-repository",
            "leaked-in-ci",
            "leaked-on-host",
            "leaked-in-secret-store",
            "unknown-place",
            "public-exposure",
            "tamper",
            "unlogged-use");

    /** Copies the collections. */
    public PlaybookShelf {
        source = Map.copyOf(source);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads them; the folder need not be there. */
    public static PlaybookShelf read(Path folder) {
        Map<String, Playbook> all = new LinkedHashMap<>();
        Map<String, String> source = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (String name : NAMES) {
            put(shipped(name), SHIPPED, all, source, mistakes);
        }
        for (Path file : files(folder, mistakes)) {
            try {
                put(PlaybookFile.read(file), file.toString(), all, source, mistakes);
            } catch (IOException e) {
                mistakes.add(new Mistake(new Place(file.toString(), 1, 1), "cannot be read: " + e));
            }
        }
        return new PlaybookShelf(new Playbooks(List.copyOf(all.values())), source, mistakes);
    }

    private static void put(
            PlaybookReader.Reading reading,
            String from,
            Map<String, Playbook> all,
            Map<String, String> source,
            List<Mistake> mistakes) {
        mistakes.addAll(reading.mistakes());
        Playbook playbook = reading.playbook();
        if (playbook != null) {
            String before = source.getOrDefault(playbook.name(), SHIPPED);
            if (!before.equals(SHIPPED)) {
                mistakes.add(new Mistake(
                        new Place(from, 1, 1),
                        "playbook \"" + playbook.name() + "\" is in " + before + ", too, and this one counts"));
            }
            all.put(playbook.name(), playbook);
            source.put(playbook.name(), from);
        }
    }

    private static List<Path> files(Path folder, List<Mistake> mistakes) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            mistakes.add(new Mistake(new Place(folder.toString(), 1, 1), "cannot be read: " + e));
            return List.of();
        }
    }

    private static PlaybookReader.Reading shipped(String name) {
        String file = name + ".yaml";
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(PlaybookShelf.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            return PlaybookFile.read(SHIPPED + " " + file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a shipped playbook, to copy and change; null when there is none of this name. */
    public static @org.jspecify.annotations.Nullable String text(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        try (var text = Objects.requireNonNull(PlaybookShelf.class.getResourceAsStream(name + ".yaml"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
