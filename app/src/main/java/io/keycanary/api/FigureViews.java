package io.keycanary.api;

import io.keycanary.figures.Figures;
import io.keycanary.figures.Spread;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures as a document. Times are in seconds, with decimals. */
final class FigureViews {
    private FigureViews() {}

    record Times(int count, double medianSeconds, double p95Seconds, double maxSeconds) {
        static Times of(Spread spread) {
            return new Times(spread.count(), seconds(spread.median()), seconds(spread.p95()), seconds(spread.max()));
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1000.0;
        }
    }

    record FigureReport(
            Map<String, Long> tokens,
            Map<String, Long> incidents,
            Map<String, Long> verdicts,
            Map<String, Long> drills,
            Times detect,
            Times processing,
            Times alert,
            Times told,
            Times acknowledge,
            Times contain,
            Times resolve,
            Map<String, Times> paths,
            long skewed,
            long unauthenticated,
            long expected,
            long undelivered,
            @OrNull @Nullable Double fidelity,
            @OrNull @Nullable Double coverage) {
        static FigureReport of(Figures figures) {
            Map<String, Times> paths = new TreeMap<>();
            figures.paths().forEach((path, spread) -> paths.put(path.word(), Times.of(spread)));
            return new FigureReport(
                    counts(figures.tokens()),
                    counts(figures.incidents()),
                    counts(figures.verdicts()),
                    counts(figures.drills()),
                    Times.of(figures.detect()),
                    Times.of(figures.processing()),
                    Times.of(figures.alert()),
                    Times.of(figures.told()),
                    Times.of(figures.acknowledge()),
                    Times.of(figures.contain()),
                    Times.of(figures.resolve()),
                    paths,
                    figures.skewed(),
                    figures.unauthenticated(),
                    figures.expected(),
                    figures.undelivered(),
                    figures.fidelity(),
                    figures.coverage());
        }

        private static Map<String, Long> counts(Map<? extends Enum<?>, Long> counts) {
            Map<String, Long> named = new TreeMap<>();
            counts.forEach((value, count) -> named.put(value.name(), count));
            return named;
        }
    }
}
