package io.keycanary.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An alert as Jira shows it: a document of the Atlassian Document Format for Cloud, whose text nodes know no markup; for
 * Data Center, whose texts are wiki markup, a block in which none counts.
 */
final class JiraText {
    private static final Pattern END_OF_BLOCK = Pattern.compile("\\{noformat", Pattern.CASE_INSENSITIVE);

    private JiraText() {}

    /** The body of a description or a comment. */
    static Object of(Summary summary, JiraProject.Edition edition) {
        return switch (edition) {
            case CLOUD -> document(summary);
            case DATA_CENTER -> block(summary);
        };
    }

    private static Map<String, Object> document(Summary summary) {
        List<Object> blocks = new ArrayList<>();
        summary.lines()
                .forEach(line ->
                        blocks.add(node("paragraph", List.of(strong(line.label() + ": "), value(line.value())))));
        if (!summary.details().isEmpty()) {
            blocks.add(node(
                    "bulletList",
                    summary.details().stream()
                            .map(detail -> node("listItem", List.of(node("paragraph", List.of(text(detail))))))
                            .toList()));
        }
        return JsonBody.object("type", "doc", "version", 1, "content", blocks);
    }

    private static Object node(String type, List<?> content) {
        return JsonBody.object("type", type, "content", content);
    }

    private static Object strong(String text) {
        return JsonBody.object("type", "text", "text", text, "marks", List.of(JsonBody.object("type", "strong")));
    }

    private static Object value(String text) {
        return HtmlRenderer.link(text)
                ? JsonBody.object(
                        "type",
                        "text",
                        "text",
                        text,
                        "marks",
                        List.of(JsonBody.object("type", "link", "attrs", JsonBody.object("href", text))))
                : text(text);
    }

    /** A text node must not be empty. */
    private static Object text(String text) {
        return JsonBody.object("type", "text", "text", text.isEmpty() ? " " : text);
    }

    private static String block(Summary summary) {
        List<String> lines = new ArrayList<>();
        summary.lines().forEach(line -> lines.add(line.label() + ": " + line.value()));
        lines.addAll(summary.details());
        String inside = END_OF_BLOCK.matcher(String.join("\n", lines)).replaceAll("{no format");
        return "{noformat}\n" + inside + "\n{noformat}";
    }
}
