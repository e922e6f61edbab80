package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import io.keycanary.cli.PlannedToken;
import io.keycanary.token.Placement;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plan of many tokens: CSV (RFC 4180) with a line of names, or YAML with a list {@code tokens}. Each has a
 * {@code label}, and may have {@code name}, {@code owner}, {@code purpose}, {@code playbook}, {@code tags}, and
 * {@code kind} with {@code location} of its place.
 */
final class PlanFile {
    private static final Set<String> FIELDS =
            Set.of("label", "name", "owner", "purpose", "playbook", "tags", "kind", "location");

    private PlanFile() {}

    /** The tokens of a file, in its order. */
    static List<PlannedToken> read(Path file) {
        if (!Files.exists(file)) {
            throw CommandFailure.badInput("there is no plan file " + file);
        }
        boolean yaml = file.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
        List<PlannedToken> planned = yaml ? yaml(file) : csv(file);
        Set<String> labels = new HashSet<>();
        for (PlannedToken token : planned) {
            if (!labels.add(token.label())) {
                throw CommandFailure.badInput(
                        token.where() + ": the label \"" + token.label() + "\" is there already; each needs its own");
            }
        }
        return planned;
    }

    private static List<PlannedToken> yaml(Path file) {
        SettingsFile settings = SettingsFile.read(file);
        settings.allowOnly(Set.of(), Set.of("tokens"));
        return settings.sections("tokens").stream()
                .map(section -> {
                    section.allowOnly(FIELDS, Set.of("tags"));
                    Map<String, String> fields = new HashMap<>();
                    section.scalars().forEach((name, setting) -> fields.put(name, setting.value()));
                    if (section.has("tags")) {
                        fields.put(
                                "tags",
                                section.texts("tags").stream()
                                        .map(Setting::value)
                                        .collect(Collectors.joining(" ")));
                    }
                    return token(section.place(), name -> fields.getOrDefault(name, ""));
                })
                .toList();
    }

    private static List<PlannedToken> csv(Path file) {
        CSVFormat form = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .get();
        try (Reader text = Files.newBufferedReader(file);
                CSVParser rows = form.parse(text)) {
            allow(file, rows.getHeaderNames());
            List<PlannedToken> planned = new ArrayList<>();
            for (CSVRecord row : rows) {
                planned.add(token(
                        file + " line " + rows.getCurrentLineNumber(), name -> row.isSet(name) ? row.get(name) : ""));
            }
            return planned;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw CommandFailure.badInput("the plan file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static void allow(Path file, List<String> names) {
        for (String name : names) {
            if (!FIELDS.contains(name)) {
                throw CommandFailure.badInput(file + " line 1: there is no column \"" + name + "\"; there are "
                        + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static PlannedToken token(String where, Function<String, String> field) {
        String label = field.apply("label");
        if (label.isBlank()) {
            throw CommandFailure.badInput(where + ": a token needs a label");
        }
        String name = field.apply("name");
        String tags = field.apply("tags").strip();
        return new PlannedToken(
                where,
                label,
                name.isBlank() ? null : name,
                field.apply("owner"),
                field.apply("purpose"),
                field.apply("playbook"),
                tags.isEmpty() ? List.of() : List.of(tags.split("\\s+")),
                place(where, field.apply("kind"), field.apply("location")));
    }

    private static PlannedToken.@Nullable Place place(String where, String kind, String location) {
        if (kind.isBlank() && location.isBlank()) {
            return null;
        }
        if (location.isBlank()) {
            throw CommandFailure.badInput(where + ": a place needs a location beside its kind");
        }
        return new PlannedToken.Place(kind.isBlank() ? Placement.Kind.OTHER : kind(where, kind), location);
    }

    private static Placement.Kind kind(String where, String word) {
        return Arrays.stream(Placement.Kind.values())
                .filter(kind -> small(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput(where + ": there is no kind \"" + word + "\"; there are "
                        + Arrays.stream(Placement.Kind.values())
                                .map(PlanFile::small)
                                .collect(Collectors.joining(", "))));
    }

    private static String small(Placement.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
