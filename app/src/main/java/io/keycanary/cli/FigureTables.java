package io.keycanary.cli;

import io.keycanary.figures.Figure;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Measure;
import io.keycanary.figures.Spread;
import io.keycanary.token.Printable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures for spreadsheets and for Prometheus. */
final class FigureTables {
    private FigureTables() {}

    /** RFC 4180; a value that is missing is empty. */
    static String csv(Map<String, List<Figure>> groups) {
        StringBuilder out = new StringBuilder("group,figure,of,value,unit");
        groups.forEach((group, figures) -> figures.forEach(figure -> out.append("\n")
                .append(cell(group))
                .append(',')
                .append(cell(figure.measure().word()))
                .append(',')
                .append(cell(figure.of()))
                .append(',')
                .append(figure.value() == null ? "" : number(figure.value()))
                .append(',')
                .append(cell(figure.measure().unit()))));
        return out.toString();
    }

    /** Labels come from people and places: a spreadsheet must take none for a formula. */
    private static String cell(String text) {
        String line = Printable.line(text);
        String safe = line.matches("[=+\\-@].*") ? "'" + line : line;
        return safe.matches("(?s).*[\",\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Text format 0.0.4; figures without a value are left out. */
    static String prometheus(Map<String, List<Figure>> groups) {
        Map<Measure, StringBuilder> samples = new EnumMap<>(Measure.class);
        groups.forEach((group, figures) -> figures.forEach(figure -> {
            if (figure.value() != null) {
                samples.computeIfAbsent(figure.measure(), m -> new StringBuilder())
                        .append("keycanary_figure_")
                        .append(name(figure.measure()))
                        .append("{group=\"")
                        .append(label(group))
                        .append("\",of=\"")
                        .append(label(figure.of()))
                        .append("\"} ")
                        .append(number(figure.value()))
                        .append('\n');
            }
        }));
        StringBuilder out = new StringBuilder();
        samples.forEach((measure, lines) -> out.append("# HELP keycanary_figure_")
                .append(name(measure))
                .append(" (")
                .append(measure.unit())
                .append(") ")
                .append(measure.definition())
                .append("\n# TYPE keycanary_figure_")
                .append(name(measure))
                .append(" gauge\n")
                .append(lines));
        return out.toString().stripTrailing();
    }

    private static String name(Measure measure) {
        return measure.word().replace('-', '_');
    }

    private static String label(String text) {
        return Printable.line(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** At most six decimals, never an exponent. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** All times that were taken, by what the row is called. */
    static Map<String, Spread> times(Figures figures) {
        Map<String, Spread> rows = new LinkedHashMap<>();
        rows.put("detect", figures.detect());
        rows.put("processing", figures.processing());
        rows.put("alert", figures.alert());
        rows.put("told", figures.told());
        rows.put("acknowledge", figures.acknowledge());
        rows.put("contain", figures.contain());
        rows.put("resolve", figures.resolve());
        figures.paths().forEach((path, spread) -> rows.put("path " + path.word(), spread));
        rows.put("proof age", figures.proofAge());
        return rows;
    }

    /** The scale of a chart of them. */
    static long longestMillis(Map<String, Spread> rows) {
        return rows.values().stream()
                .mapToLong(spread -> spread.max().toMillis())
                .max()
                .orElse(0);
    }
}
