package io.keycanary.cli;

import java.util.List;

/** One page that needs nothing from elsewhere, and prints well. */
final class HtmlSheet implements Sheet {
    private final StringBuilder out;

    HtmlSheet(String title) {
        out = new StringBuilder(Html.head(title))
                .append("<h1>")
                .append(Html.escape(title))
                .append("</h1>\n");
    }

    @Override
    public void heading(String text) {
        out.append("<h2>").append(Html.escape(text)).append("</h2>\n");
    }

    @Override
    public void text(String text) {
        out.append("<p>").append(Html.escape(text)).append("</p>\n");
    }

    @Override
    public void table(List<String> head, List<List<String>> rows) {
        out.append("<table>\n<thead>");
        row("th", head);
        out.append("</thead>\n<tbody>\n");
        rows.forEach(row -> row("td", row));
        out.append("</tbody>\n</table>\n");
    }

    private void row(String tag, List<String> cells) {
        out.append("<tr>");
        for (String cell : cells) {
            out.append('<')
                    .append(tag)
                    .append('>')
                    .append(Html.escape(cell))
                    .append("</")
                    .append(tag)
                    .append('>');
        }
        out.append("</tr>\n");
    }

    @Override
    public String end() {
        return out.append("</body></html>").toString();
    }
}
