package io.keycanary.bench.corpus;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a decoy occurs in a record.
 *
 * @param what its name in the manifest
 * @param kind the kind of match that it must give, as {@code scan} writes it; null for a trap, which must give none
 * @param otherKind what it gives for the second decoy that it names; null for none
 * @param change makes a background record into one of these
 */
record Planting(
        String what, @Nullable String kind, @Nullable String otherKind, Change change) {
    /** Changes a record of the background, with a decoy and a second one. */
    @FunctionalInterface
    interface Change {
        void apply(Event event, Decoy decoy, Decoy other, Dice dice);
    }

    static Planting match(String what, String kind, Change change) {
        return new Planting(what, kind, null, change);
    }

    static Planting trap(String what, Change change) {
        return new Planting(what, null, null, change);
    }
}
