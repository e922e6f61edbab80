package io.keycanary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Plain lines, for a mail; no cell of a table holds the bar that stands between two. */
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
        rows.forEach(row -> lines.add(row.stream().map(PlainSheet::cell).collect(Collectors.joining(" | "))));
    }

    private static String cell(String text) {
        return Screen.safe(text).replace('|', '\u00a6');
    }

    @Override
    public String end() {
        return String.join("\n", lines);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
