package io.keycanary.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown. Headings and paragraphs are our own words, but for names, which come in code spans. */
final class MarkdownSheet implements Sheet {
    private final StringBuilder out;

    MarkdownSheet(String title) {
        out = new StringBuilder("# ").append(Screen.safe(title)).append('\n');
    }

    @Override
    public void heading(String text) {
        out.append("\n## ").append(Screen.safe(text)).append('\n');
    }

    @Override
    public void text(String text) {
        out.append('\n').append(Screen.safe(text)).append('\n');
    }

    @Override
    public void table(List<String> head, List<List<String>> rows) {
        out.append('\n');
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(cells -> row(cells.stream().map(Markdown::cell).toList()));
    }

    private void row(List<String> cells) {
        out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    @Override
    public String end() {
        return out.toString().stripTrailing();
    }
}
