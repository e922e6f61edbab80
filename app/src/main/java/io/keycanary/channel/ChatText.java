package io.keycanary.channel;

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

    private static String value(String text) {
        return HtmlRenderer.link(text) ? text : code(text);
    }

    static String code(String text) {
        String tame = text.replace('`', 'ˋ').replace('<', '‹').replace('>', '›').replace("&", "＆");
        return "`" + (tame.isBlank() ? "-" : tame) + "`";
    }
}
