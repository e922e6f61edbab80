package io.keycanary.channel;

import java.util.List;

/**
 * The lines of a report as HTML: headings begin with two equals signs, the cells of a row stand between bars, and the
 * first row of a table is its head. No cell holds a bar.
 */
final class ReportTables {
    private static final String HEADING = "== ";
    private static final String BAR = " | ";
    private static final String CELL = " style=\"padding:2px 12px 2px 0;text-align:left;vertical-align:top\">";

    private final StringBuilder out = new StringBuilder();
    private boolean inTable;

    private ReportTables() {}

    static String of(List<String> lines) {
        ReportTables tables = new ReportTables();
        lines.forEach(tables::line);
        tables.endTable();
        return tables.out.toString();
    }

    private void line(String line) {
        if (line.contains(BAR)) {
            row(line.split(" \\| ", -1));
            return;
        }
        endTable();
        boolean heading = line.startsWith(HEADING);
        out.append(heading ? "<h3 style=\"font-size:1em\">" : "<p>")
                .append(HtmlRenderer.escape(heading ? line.substring(HEADING.length()) : line))
                .append(heading ? "</h3>\n" : "</p>\n");
    }

    private void row(String[] cells) {
        String tag = inTable ? "td" : "th";
        out.append(inTable ? "<tr>" : "<table>\n<tr>");
        inTable = true;
        for (String cell : cells) {
            out.append('<').append(tag).append(CELL);
            out.append(HtmlRenderer.escape(cell)).append("</").append(tag).append('>');
        }
        out.append("</tr>\n");
    }

    private void endTable() {
        if (inTable) {
            out.append("</table>\n");
        }
        inTable = false;
    }
}
