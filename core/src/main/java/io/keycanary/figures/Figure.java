package io.keycanary.figures;

import io.keycanary.source.DetectionPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One number.
 *
 * @param of what of the measure: a state, a path, {@code p50}; empty when there is only one
 * @param value null when there is nothing to measure, or nothing to estimate by
 * @param inputs what it was computed from
 */
public record Figure(Measure measure, String of, @Nullable Double value, String inputs) {
    /** All of them, in the order of {@link Measure}; cost and saving only with prices. */
    public static List<Figure> list(Figures figures, @Nullable Prices prices) {
        List<Figure> all = new ArrayList<>();
        counts(all, Measure.TOKENS, figures.tokens());
        all.add(new Figure(
                Measure.PROVEN,
                "",
                figures.coverage(),
                "tokens in use " + figures.tokensInUse() + ", by state " + figures.tokens()));
        all.add(new Figure(
                Measure.COVERAGE,
                "",
                figures.coveredPlaces(),
                "places " + figures.places() + ", of them with a proven token " + figures.armedPlaces()));
        spread(all, Measure.PROOF_AGE, "", figures.proofAge());
        counts(all, Measure.DRILLS, figures.drills());
        counts(all, Measure.INCIDENTS, figures.incidents());
        counts(all, Measure.VERDICTS, figures.verdicts());
        all.add(new Figure(Measure.FIDELITY, "", figures.fidelity(), "verdicts " + figures.verdicts()));
        spread(all, Measure.DETECT, "", figures.detect());
        spread(all, Measure.PROCESSING, "", figures.processing());
        spread(all, Measure.ALERT, "", figures.alert());
        spread(all, Measure.TOLD, "", figures.told());
        spread(all, Measure.ACKNOWLEDGE, "", figures.acknowledge());
        spread(all, Measure.CONTAIN, "", figures.contain());
        spread(all, Measure.RESOLVE, "", figures.resolve());
        figures.paths().forEach((path, times) -> spread(all, Measure.PATH, path.word() + " ", times));
        figures.silence()
                .forEach((path, time) -> all.add(new Figure(
                        Measure.SILENCE, path.word(), seconds(time), "the sightings of path " + path.word())));
        count(all, Measure.UNDELIVERED, figures.undelivered());
        count(all, Measure.SKEWED, figures.skewed());
        count(all, Measure.UNAUTHENTICATED, figures.unauthenticated());
        count(all, Measure.EXPECTED, figures.expected());
        if (prices != null) {
            money(all, figures, prices);
        }
        return List.copyOf(all);
    }

    private static void counts(List<Figure> all, Measure measure, Map<? extends Enum<?>, Long> counts) {
        counts.forEach((state, n) -> all.add(
                new Figure(measure, state.name().toLowerCase(Locale.ROOT).replace('_', '-'), (double) n, "counted")));
    }

    private static void count(List<Figure> all, Measure measure, long n) {
        all.add(new Figure(measure, "", (double) n, "counted"));
    }

    private static void spread(List<Figure> all, Measure measure, String prefix, Spread spread) {
        boolean any = spread.count() > 0;
        String inputs = spread.count() + " times, nearest rank";
        all.add(new Figure(measure, prefix + "count", (double) spread.count(), "counted"));
        all.add(new Figure(measure, prefix + "p50", any ? seconds(spread.median()) : null, inputs));
        all.add(new Figure(measure, prefix + "p95", any ? seconds(spread.p95()) : null, inputs));
        all.add(new Figure(measure, prefix + "max", any ? seconds(spread.max()) : null, inputs));
    }

    private static void money(List<Figure> all, Figures figures, Prices prices) {
        List<String> paths = new ArrayList<>();
        for (DetectionPath path : DetectionPath.values()) {
            if (prices.paths().containsKey(path)) {
                paths.add(path.word() + " " + prices.paths().get(path));
            }
        }
        all.add(new Figure(
                Measure.COST,
                prices.currency(),
                prices.cost(figures.tokensInUse()),
                "prices of " + prices.date() + ": token " + prices.token() + " x " + figures.tokensInUse() + ", paths "
                        + paths));
        Prices.Savings savings = prices.savings();
        all.add(new Figure(
                Measure.SAVING,
                prices.currency(),
                savings == null ? null : savings.perMonth(),
                savings == null ? "not estimated: the price file has no \"savings\"" : "your " + savings));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
