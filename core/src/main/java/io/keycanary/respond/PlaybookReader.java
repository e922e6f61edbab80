package io.keycanary.respond;

import io.keycanary.incident.SightingKind;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a playbook of what a file says, or tells every mistake in it. */
public final class PlaybookReader {
    private static final int MOST_STEPS = 50;
    private static final int MOST_VERSIONS = 1_000_000;

    private final List<Mistake> mistakes = new ArrayList<>();
    private final StepReader steps = new StepReader(mistakes);

    /**
     * What came of it.
     *
     * @param playbook null when there are mistakes
     */
    public record Reading(@Nullable Playbook playbook, List<Mistake> mistakes) {
        /** Copies the list. */
        public Reading {
            mistakes = List.copyOf(mistakes);
        }
    }

    private PlaybookReader() {}

    /** Reads a playbook. */
    public static Reading read(Outline file) {
        PlaybookReader reader = new PlaybookReader();
        Playbook playbook = reader.playbook(file);
        reader.mistakes.addAll(reader.steps.mistakesOfOrder());
        reader.mistakes.sort(
                Comparator.comparingInt((Mistake mistake) -> mistake.place().line())
                        .thenComparingInt(mistake -> mistake.place().column()));
        return new Reading(reader.mistakes.isEmpty() ? playbook : null, reader.mistakes);
    }

    private Playbook playbook(Outline file) {
        Section section =
                new Section("a playbook", file, mistakes, "playbook", "version", "title", "owner", "applies", "steps");
        String owner = section.lineOr("owner", StepReader.OWNER_CHARS, "");
        return new Playbook(
                steps.name(section, "playbook"),
                version(section),
                section.line("title", StepReader.TITLE_CHARS),
                scope(section),
                steps(section, owner));
    }

    private static int version(Section section) {
        if (section.field("version") == null) {
            section.wrong(section.place(), "\"version\" is missing in a playbook");
        }
        Integer version = section.read(
                "version",
                "a number from 1",
                text -> text.matches("[1-9]\\d{0,6}") && Integer.parseInt(text) <= MOST_VERSIONS
                        ? Integer.valueOf(text)
                        : null);
        return version == null ? 1 : version;
    }

    private Playbook.Scope scope(Section playbook) {
        Outline applies = playbook.field("applies");
        if (applies == null) {
            return new Playbook.Scope(Set.of(), Set.of(), Set.of());
        }
        Section section = new Section("\"applies\"", applies, mistakes, "sighting", "placement", "path");
        return new Playbook.Scope(
                section.words("sighting", "kind of sighting", SightingKind.class),
                section.words("placement", "kind of placement", Placement.Kind.class),
                section.words("path", "detection path", DetectionPath.class));
    }

    private List<Step> steps(Section playbook, String owner) {
        Outline steps = playbook.field("steps");
        if (!(steps instanceof Outline.Items list) || list.items().isEmpty()) {
            playbook.wrong(
                    steps == null ? playbook.place() : steps.place(),
                    "a playbook has \"steps\", a list of at least one");
            return List.of();
        }
        if (list.items().size() > MOST_STEPS) {
            playbook.wrong(
                    list.place(),
                    "a playbook has at most " + MOST_STEPS + " steps, not "
                            + list.items().size());
        }
        return list.items().stream().map(step -> this.steps.step(step, owner)).toList();
    }
}
