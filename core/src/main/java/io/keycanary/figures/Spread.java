package io.keycanary.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How a set of durations spreads.
 *
 * @param count how many there are
 * @param median nearest rank
 * @param p95 nearest rank
 * @param max the longest
 */
public record Spread(int count, Duration median, Duration p95, Duration max) {
    /** Nothing was measured. */
    public static final Spread NONE = new Spread(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** The spread of durations in any order. */
    public static Spread of(Collection<Duration> durations) {
        if (durations.isEmpty()) {
            return NONE;
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Spread(sorted.size(), rank(sorted, 50), rank(sorted, 95), sorted.getLast());
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
