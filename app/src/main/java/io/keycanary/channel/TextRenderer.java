package io.keycanary.channel;

import io.keycanary.alert.Alert;

/** An alert as plain text, for terminals and mail readers. */
final class TextRenderer {
    private static final int LABEL_WIDTH = 16;

    private TextRenderer() {}

    /** A block of lines, each ended. */
    static String render(Alert alert) {
        Summary summary = Summary.whole(alert);
        StringBuilder out = new StringBuilder(summary.headline()).append('\n');
        summary.rest().forEach(line -> line(out, line.label() + ":", line.value()));
        summary.details().forEach(detail -> line(out, "", detail));
        return out.toString();
    }

    private static void line(StringBuilder out, String label, String value) {
        out.append("  ").append(label).repeat(' ', Math.max(0, LABEL_WIDTH - label.length()));
        out.append(value).append('\n');
    }
}
