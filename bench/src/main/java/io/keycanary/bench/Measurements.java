package io.keycanary.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What several runs measured: the median tells, the spread says how far to believe it. */
final class Measurements {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    /** One more value of this. */
    void add(String name, double value) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** Adds the percentiles of latencies. */
    void addLatencies(String name, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalStateException(name + ": nothing was measured");
        }
        add(name + ", p50, ms", sorted.get(sorted.size() / 2) / 1e6);
        add(name + ", p99, ms", sorted.get((int) (sorted.size() * 99L / 100)) / 1e6);
        add(name + ", longest, ms", sorted.getLast() / 1e6);
    }

    /** A table in Markdown: median, least and most of each. */
    String table(String title) {
        StringBuilder table = new StringBuilder("| " + title + " | median | least | most |\n|---|---|---|---|\n");
        byName.forEach((name, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            table.append(row(name, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast()));
        });
        return table.toString();
    }

    private static String row(String name, double median, double least, double most) {
        return String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", name, text(median), text(least), text(most));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
