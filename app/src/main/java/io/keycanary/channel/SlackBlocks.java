package io.keycanary.channel;

import io.keycanary.token.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert as Slack shows it best (Block Kit): a header, the answers, the further lines. Values stand in code spans, see
 * {@link ChatText}; {@code verbatim} keeps Slack from making links and mentions of what is left.
 */
final class SlackBlocks {
    /** Slack's bounds: of a header, and of the text of a section. */
    private static final int HEADER_CHARS = 150;

    private static final int SECTION_CHARS = 3_000;

    private SlackBlocks() {}

    static List<Object> of(Summary summary) {
        List<Object> blocks = new ArrayList<>();
        blocks.add(JsonBody.object(
                "type",
                "header",
                "text",
                JsonBody.object(
                        "type",
                        "plain_text",
                        "text",
                        Printable.line(summary.headline(), HEADER_CHARS),
                        "emoji",
                        false)));
        List<String> lines = new ArrayList<>();
        boolean cut = summary.headline().length() > HEADER_CHARS;
        (cut ? summary.lines() : summary.rest())
                .forEach(line -> lines.add("*" + line.label() + ":* " + value(line.value())));
        summary.details().forEach(detail -> lines.add("• " + ChatText.code(detail)));
        ChatText.packed(lines, SECTION_CHARS).forEach(text -> blocks.add(section(text)));
        return blocks;
    }

    private static String value(String text) {
        return HtmlRenderer.link(text) ? "<" + text.replace("&", "&amp;") + ">" : ChatText.code(text);
    }

    private static Object section(String text) {
        return JsonBody.object(
                "type", "section", "text", JsonBody.object("type", "mrkdwn", "text", text, "verbatim", true));
    }
}
