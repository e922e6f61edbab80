package io.keycanary.cli;

import io.keycanary.figures.Figure;
import io.keycanary.figures.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside the same of the period before.
 *
 * @param now null when there is nothing to measure
 * @param before null when there is nothing to measure
 */
record FigureChange(
        Measure measure,
        String of,
        @Nullable Double now,
        @Nullable Double before) {
    /** All figures of either; one that counts and is missing in one of them is 0 there. */
    static List<FigureChange> between(List<Figure> now, List<Figure> before) {
        Map<String, Figure> old = byName(before);
        Map<String, Figure> all = new LinkedHashMap<>(byName(now));
        old.forEach(all::putIfAbsent);
        Map<String, Figure> young = byName(now);
        List<FigureChange> changes = new ArrayList<>();
        all.forEach((name, figure) -> changes.add(new FigureChange(
                figure.measure(), figure.of(), value(young.get(name), figure), value(old.get(name), figure))));
        changes.sort(java.util.Comparator.comparing(FigureChange::measure));
        return changes;
    }

    private static Map<String, Figure> byName(List<Figure> figures) {
        Map<String, Figure> named = new LinkedHashMap<>();
        figures.forEach(figure -> named.put(figure.measure() + " " + figure.of(), figure));
        return named;
    }

    private static @Nullable Double value(@Nullable Figure figure, Figure kind) {
        if (figure == null) {
            return kind.measure().unit().equals("count") || kind.of().endsWith("count") ? 0.0 : null;
        }
        return figure.value();
    }

    /** Whether there was nothing to measure in either: of times only, since 0 incidents are worth a line. */
    boolean empty() {
        return measure.unit().equals("seconds") && none(now) && none(before);
    }

    private static boolean none(@Nullable Double value) {
        return value == null || value == 0;
    }

    String name() {
        return (measure.word() + " " + of).strip();
    }

    /** As people say it; a dash for nothing. */
    String shown(@Nullable Double value) {
        return value == null ? "-" : words(value);
    }

    /** With its sign; a dash when one of the two is nothing. */
    String change() {
        if (now == null || before == null) {
            return "-";
        }
        double change = now - before;
        return change == 0 ? "0" : (change > 0 ? "+" : "-") + words(Math.abs(change));
    }

    private String words(double value) {
        return switch (measure.unit()) {
            case "seconds" ->
                of.endsWith("count")
                        ? FigureTables.number(value)
                        : FiguresText.words(Duration.ofMillis(Math.round(value * 1000)));
            case "ratio" -> FiguresText.share(value);
            default -> FigureTables.number(value);
        };
    }
}
