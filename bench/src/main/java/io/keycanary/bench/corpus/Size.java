package io.keycanary.bench.corpus;

import java.util.Locale;

/**
 * How many files of each class the mix has. The classes are those of real trails: most files hold a few records of a
 * quiet region, a few hold the bulk.
 */
public enum Size {
    /** About 0.6 GB plain: 1,401 files, 40 of which hold two thirds of the bytes. */
    FULL(935, 310, 116, 40),
    /** A twelfth of that, for a first look. */
    QUICK(78, 26, 10, 3),
    /** 2 MB, for tests. */
    TEST(12, 4, 1, 0);

    final int tiny;
    final int small;
    final int medium;
    final int large;

    Size(int tiny, int small, int medium, int large) {
        this.tiny = tiny;
        this.small = small;
        this.medium = medium;
        this.large = large;
    }

    int files() {
        return tiny + small + medium + large;
    }

    /** Records of the file with this ordinal. */
    int records(int ordinal, Dice dice) {
        if (ordinal < large) {
            return between(4_000, 12_600, 1.3, dice);
        }
        if (ordinal < large + medium) {
            return between(400, 2_600, 2.6, dice);
        }
        return ordinal < large + medium + small ? between(20, 400, 4, dice) : between(1, 18, 3, dice);
    }

    private static int between(int low, int high, double skew, Dice dice) {
        return low + (int) ((high - low) * Math.pow(dice.below(10_000) / 10_000.0, skew));
    }

    /** As a user writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
