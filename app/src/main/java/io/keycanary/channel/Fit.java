package io.keycanary.channel;

import io.keycanary.alert.Alert;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes an alert as long as a service allows: first fewer of the further lines, then shorter answers. What matters stands
 * first and is the last to be cut.
 */
final class Fit {
    private static final int[][] TRIES = {
        {20, 500}, {10, 500}, {4, 500}, {1, 500}, {0, 500}, {0, 250}, {0, 120}, {0, 60}
    };

    private Fit() {}

    /** The first rendering that is small enough; the shortest when none is. */
    static <T> T first(Alert alert, Function<Summary, T> rendering, Predicate<T> fits) {
        T shown = rendering.apply(Summary.of(alert));
        for (int i = 1; i < TRIES.length && !fits.test(shown); i++) {
            shown = rendering.apply(Summary.of(alert, TRIES[i][0], TRIES[i][1]));
        }
        return shown;
    }

    /** JSON of at most so many bytes. */
    static byte[] bytes(Alert alert, int limit, Function<Summary, Object> document) {
        return first(alert, summary -> JsonBody.bytes(document.apply(summary)), bytes -> bytes.length <= limit);
    }
}
