package io.keycanary.bench.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures that scan is held to, each with what it must reach and what it aims for. */
final class Goals {
    private final Results results;
    private final Task mix;
    private final Task large;
    private final Task small;
    private final double gigabytesBetween;

    /** @param gigabytesBetween how much more the large task is than the mix, plain */
    Goals(Results results, Task mix, Task large, Task small, double gigabytesBetween) {
        this.results = results;
        this.mix = mix;
        this.large = large;
        this.small = small;
        this.gigabytesBetween = gigabytesBetween;
    }

    /** Seconds per gigabyte, the fixed cost left out. */
    OptionalDouble slope(String contestant) {
        return difference(results.cpu(contestant, large), results.cpu(contestant, mix), gigabytesBetween);
    }

    /** Rows of a table: figure, measured, must reach, aim. */
    List<String> rows() {
        String ours = Contestants.OURS;
        List<String> rows = new ArrayList<>();
        atMost(
                rows,
                "slope, against `libdeflate-gunzip` alone",
                ratio(slope(ours), slope(Contestants.LIBDEFLATE)),
                1.10,
                0.95,
                "x");
        atMost(
                rows,
                "whole process, large, against `libdeflate-gunzip`",
                ratio(results.cpu(ours, large), results.cpu(Contestants.LIBDEFLATE, large)),
                1.55,
                1.15,
                "x");
        atMost(
                rows,
                "whole process, mix, against `libdeflate-gunzip`",
                ratio(results.cpu(ours, mix), results.cpu(Contestants.LIBDEFLATE, mix)),
                2.6,
                1.7,
                "x");
        atMost(
                rows,
                "no native library: slope, against `java.util.zip.Inflater` alone",
                ratio(slope(Contestants.OURS_JDK), slope(Contestants.JDK_INFLATER)),
                1.0,
                0.85,
                "x");
        atLeast(
                rows,
                "AWS's processing library / ours, mix",
                ratio(results.cpu(Contestants.AWS, mix), results.cpu(ours, mix)),
                6,
                9);
        atLeast(
                rows,
                "DuckDB / ours, mix",
                ratio(results.cpu(Contestants.DUCKDB, mix), results.cpu(ours, mix)),
                25,
                35);
        atMost(
                rows,
                "100,000 tokens minus 1 token, mix, prepared index",
                difference(cpu("100000-prepared"), cpu("1-prepared"), 1),
                0.15,
                0.05,
                " CPU s");
        atMost(rows, "one 2 KB file, whole process", results.wall(ours, small), 0.25, 0.12, " s wall");
        atMost(rows, "peak memory, large, 2 threads", results.memory(Contestants.OURS_TWO, large), 250, 120, " MB");
        return rows;
    }

    private OptionalDouble cpu(String set) {
        return results.cpu(Contestants.OURS, new Task(mix.corpus(), mix.part(), set));
    }

    private static void atMost(
            List<String> rows, String what, OptionalDouble value, double reach, double aim, String unit) {
        value.ifPresent(v -> rows.add("| %s | %s | <= %s%s %s | <= %s%s %s |"
                .formatted(
                        what,
                        number(v) + unit,
                        plain(reach),
                        unit,
                        mark(v <= reach),
                        plain(aim),
                        unit,
                        mark(v <= aim))));
    }

    private static void atLeast(List<String> rows, String what, OptionalDouble value, double reach, double aim) {
        value.ifPresent(v -> rows.add("| %s | %s | >= %sx %s | >= %sx %s |"
                .formatted(what, number(v) + "x", plain(reach), mark(v >= reach), plain(aim), mark(v >= aim))));
    }

    private static String mark(boolean reached) {
        return reached ? "yes" : "**no**";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "" + (long) value : "" + value;
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    private static OptionalDouble ratio(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble difference(OptionalDouble a, OptionalDouble b, double over) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of((a.getAsDouble() - b.getAsDouble()) / over)
                : OptionalDouble.empty();
    }
}
