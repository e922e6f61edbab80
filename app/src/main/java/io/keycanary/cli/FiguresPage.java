package io.keycanary.cli;

import io.keycanary.figures.Figure;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Measure;
import io.keycanary.figures.Period;
import io.keycanary.figures.Prices;
import io.keycanary.figures.Spread;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures as one page that needs nothing from elsewhere: no script, no font, no picture. */
final class FiguresPage {
    private FiguresPage() {}

    static String of(Map<String, Figures> groups, @Nullable Prices prices, Instant now, Period period) {
        StringBuilder page = new StringBuilder(Html.head("KeyCanary figures"))
                .append("<h1>KeyCanary figures</h1>\n<p>As of ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append(", over ")
                .append(over(period))
                .append('.')
                .append(" Drills and expected uses never count.</p>\n");
        groups.forEach((group, figures) -> {
            if (!group.isEmpty()) {
                page.append("<h2>").append(Html.escape(group)).append("</h2>\n");
            }
            counts(page, figures, prices);
            times(page, figures);
        });
        definitions(page, prices);
        return page.append("</body></html>").toString();
    }

    private static String over(Period period) {
        return period.equals(Period.EVER)
                ? "all incidents"
                : "incidents opened" + (period.since() == null ? "" : " since " + period.since())
                        + (period.until() == null ? "" : " before " + period.until());
    }

    private static void counts(StringBuilder page, Figures figures, @Nullable Prices prices) {
        page.append("<table>\n");
        for (Figure figure : Figure.list(figures, prices)) {
            if (!figure.measure().unit().equals("seconds")) {
                page.append("<tr><th>")
                        .append(Html.escape((figure.measure().word() + " " + figure.of()).strip()))
                        .append("</th><td class=\"n\">")
                        .append(shown(figure))
                        .append("</td><td><small>")
                        .append(figure.inputs().equals("counted") ? "" : Html.escape(figure.inputs()))
                        .append("</small></td></tr>\n");
            }
        }
        page.append("</table>\n");
    }

    private static String shown(Figure figure) {
        Double value = figure.value();
        if (value == null) {
            return figure.measure() == Measure.SAVING ? "not estimated" : "-";
        }
        return figure.measure().unit().equals("ratio") ? FiguresText.share(value) : FigureTables.number(value);
    }

    private static void times(StringBuilder page, Figures figures) {
        Map<String, Spread> rows = FigureTables.times(figures);
        long longest = FigureTables.longestMillis(rows);
        page.append("<table>\n<tr><th>time to</th><th>count</th><th>median</th><th>p95</th><th>max</th>")
                .append("<th>median in max, logarithmic</th></tr>\n");
        rows.forEach((what, spread) -> row(page, what, spread, longest));
        page.append("</table>\n");
    }

    private static void row(StringBuilder page, String what, Spread spread, long longest) {
        page.append("<tr><th>").append(what).append("</th>");
        cell(page, String.valueOf(spread.count()));
        if (spread.count() == 0) {
            page.append("<td></td><td></td><td></td><td></td></tr>\n");
            return;
        }
        for (Duration time : new Duration[] {spread.median(), spread.p95(), spread.max()}) {
            cell(page, FiguresText.words(time));
        }
        int whole = FiguresText.chars(spread.max().toMillis(), longest);
        int solid = FiguresText.chars(spread.median().toMillis(), longest);
        page.append("<td><div class=\"bar\" style=\"width:")
                .append(whole * 10)
                .append("px\"><div style=\"width:")
                .append(solid * 10)
                .append("px\"></div></div></td></tr>\n");
    }

    private static void cell(StringBuilder page, String text) {
        page.append("<td class=\"n\">").append(text).append("</td>");
    }

    private static void definitions(StringBuilder page, @Nullable Prices prices) {
        page.append("<h2>Definitions</h2>\n<table>\n");
        for (Measure measure : Measure.values()) {
            if (prices != null || measure != Measure.COST && measure != Measure.SAVING) {
                page.append("<tr><th>")
                        .append(measure.word())
                        .append("</th><td>")
                        .append(Html.escape(measure.definition()))
                        .append("</td></tr>\n");
            }
        }
        page.append("</table>\n");
    }
}
