package io.keycanary.cli;

import java.util.ArrayList;
import java.util.List;

/** Plain lines, for a mail. */
final class PlainSheet implements Sheet {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void heading(String text) {
        lines.add("== " + Screen.safe(text));
    }

    @Override
    public void text(String text) {
        lines.add(Screen.safe(text));
    }

    @Override
    public void table(List<String> head, List<List<String>> rows) {
        lines.add(String.join(" | ", head));
        rows.forEach(
                row -> lines.add(row.stream().map(Screen::safe).collect(java.util.stream.Collectors.joining(" | "))));
    }

    @Override
    public String end() {
        return String.join("\n", lines);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
