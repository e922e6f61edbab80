package io.keycanary.plant;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line per value at the end of the file.
 *
 * @param before what stands before the name
 * @param between what stands between name and value
 * @param after what stands after the value
 * @param aligned whether the values begin in one column, as {@code terraform fmt} wants it
 * @param scaffold the head of a new file
 */
record Assignments(String before, String between, String after, boolean aligned, String scaffold) implements Layout {
    static final Assignments DOTENV = new Assignments("", "=", "", false, "");
    static final Assignments PROPERTIES = new Assignments("", "=", "", false, "");
    static final Assignments TERRAFORM = new Assignments("", " = \"", "\"", true, "");
    static final Assignments SHELL = new Assignments("export ", "=\"", "\"", false, "#!/bin/sh\n");

    @Override
    public Insertion insert(Document existing, Draft draft) {
        refuseUnfinished(existing);
        Draft free = draft.free(name -> existing.anyLine(assignmentOf(name)), "the file");
        int width = aligned
                ? free.entries().stream().mapToInt(e -> e.name().length()).max().orElse(0)
                : 0;
        String core = free.entries().stream()
                .map(e -> before
                        + e.name()
                        + " ".repeat(Math.max(0, width - e.name().length()))
                        + between
                        + e.value()
                        + after)
                .collect(Collectors.joining(existing.newline()));
        return free.block(existing.end(), core);
    }

    private static Pattern assignmentOf(String name) {
        return Pattern.compile("^\\s*(?:(?:export|declare|set|readonly)\\s+(?:-\\w+\\s+)*)?[\"']?" + Pattern.quote(name)
                + "[\"']?\\s*[=:]");
    }

    /** A line that goes on in the next one would swallow ours. */
    static void refuseUnfinished(Document existing) {
        String text = existing.text().stripTrailing();
        if (text.endsWith("\\")) {
            throw PlantException.refused("the last line of the file ends in a backslash, so that an addition would"
                    + " become part of it: finish that line first");
        }
    }
}
