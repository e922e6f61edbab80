package io.keycanary.channel;

import io.keycanary.alert.Alert;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An alert as a page for mail readers: no script, no picture, nothing fetched from elsewhere. */
final class HtmlRenderer {
    /** Addresses that may become a link: plain characters only, so that what is shown is where it leads. */
    private static final Pattern LINK =
            Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9.:\\[\\]-]*(/[A-Za-z0-9._~/?#=&%-]*)?");

    private static final String CELL = "<td style=\"padding:2px 12px 2px 0;vertical-align:top\">";

    private HtmlRenderer() {}

    static String render(Alert alert) {
        Summary summary = Summary.whole(alert);
        StringBuilder out =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        out.append(escape(summary.headline()))
                .append("</title></head>\n<body style=\"font-family:sans-serif\">\n<h2 style=\"font-size:1.1em\">")
                .append(escape(summary.headline()))
                .append("</h2>\n<table>\n");
        summary.rest().forEach(line -> row(out, line));
        out.append("</table>\n");
        if (!summary.details().isEmpty()) {
            out.append(alert.reason() == Alert.Reason.REPORT ? ReportTables.of(summary.details()) : list(summary));
        }
        return out.append("</body></html>\n").toString();
    }

    private static String list(Summary summary) {
        return summary.details().stream()
                .map(detail -> "<li>" + escape(detail) + "</li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static void row(StringBuilder out, Summary.Line line) {
        out.append("<tr>")
                .append(CELL)
                .append("<b>")
                .append(escape(line.label()))
                .append("</b></td>");
        out.append(CELL).append(value(line)).append("</td></tr>\n");
    }

    private static String value(Summary.Line line) {
        String text = escape(line.value());
        return line.label().equals("Look") && link(line.value()) ? "<a href=\"" + text + "\">" + text + "</a>" : text;
    }

    static boolean link(String text) {
        return LINK.matcher(text).matches();
    }

    /** Escapes for text and for attribute values in double or single quotes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
