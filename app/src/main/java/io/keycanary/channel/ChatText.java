package io.keycanary.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A summary as chat rooms take it in the {@code text} of an incoming webhook (Slack, Mattermost and their kind). Every
 * value stands in a code span, in which no room makes links, pictures, bold text or mentions; what ends a code span, and
 * the angle brackets that Slack obeys even inside one, are replaced by look-alikes.
 */
final class ChatText {
    private ChatText() {}

    static String of(Summary summary) {
        String head = "[" + summary.severity() + "] ";
        return summary.lines().stream()
                .map(line -> line.label() + ": " + value(line.value()))
                .collect(Collectors.joining("\n", head, ""));
    }

    /** The headline alone, for notifications. */
    static String headline(Summary summary) {
        Summary.Line first = summary.lines().getFirst();
        return "[" + summary.severity() + "] " + first.label() + ": " + code(first.value());
    }

    /** Lines joined to texts of bounded length; no line is longer than that. */
    static List<String> packed(List<String> lines, int maxChars) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!text.isEmpty() && text.length() + 1 + line.length() > maxChars) {
                texts.add(text.toString());
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
        if (!text.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    /** A value as a link when it is a plain address, as code otherwise. */
    static String value(String text) {
        return HtmlRenderer.link(text) ? text : code(text);
    }

    static String code(String text) {
        String tame = text.replace('`', 'ˋ').replace('<', '‹').replace('>', '›').replace("&", "＆");
        return "`" + (tame.isBlank() ? "-" : tame) + "`";
    }
}
