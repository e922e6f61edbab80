package io.keycanary.aws;

import java.time.Duration;
import java.time.Instant;

/**
 * Whose turn it is where only some can be asked at a time: each hour is that of another group. The number of groups
 * shares no factor with the usual times between two runs (2, 3, 4, 6, 8, 12, 24 hours and the like), so that whoever looks
 * every so many hours comes to each group in as many runs as there are groups.
 */
record Turns(int groups) {
    private static final int[] FACTORS_OF_PERIODS = {2, 3, 5};

    /** Groups of at most so many. */
    static Turns of(int all, int atMost) {
        int groups = (all + atMost - 1) / atMost;
        while (groups > 1 && !free(groups)) {
            groups++;
        }
        return new Turns(groups);
    }

    private static boolean free(int groups) {
        for (int factor : FACTORS_OF_PERIODS) {
            if (groups % factor == 0) {
                return false;
            }
        }
        return true;
    }

    int at(Instant now) {
        return Math.floorMod(Duration.between(Instant.EPOCH, now).toHours(), groups);
    }
}
