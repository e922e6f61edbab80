package io.keycanary.bench.corpus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one small file, as JSON, and what must be found in them.
 *
 * @param records in order
 */
record Sheet(List<String> records, List<Expected> expected) {
    /** Makes such files. */
    static final class Maker {
        private static final Instant TIME = Instant.parse("2026-11-03T04:10:00Z");

        private final long seed;
        private final Fleet fleet;
        private final Traffic traffic;
        private final Landscape landscape;

        Maker(long seed, Fleet fleet, Traffic traffic) {
            this.seed = seed;
            this.fleet = fleet;
            this.traffic = traffic;
            landscape = new Landscape(seed, fleet.accounts().getFirst());
        }

        /** A sheet with these plantings at index 2, 4, 6 and so on, of decoys 0, 3, 7 in turn. */
        Sheet sheet(String path, int records, List<Planting> plantings) {
            Dice dice = Dice.of(seed, path, 0);
            LogFile file = new LogFile(path, records, landscape, "us-east-1", TIME, dice);
            for (int i = 0; i < plantings.size(); i++) {
                file.plant(2 + 2 * i, new LogFile.Occurrence(plantings.get(i), decoy(i), decoy(i + 1)));
            }
            List<String> made = new ArrayList<>();
            List<Expected> expected = file.make(traffic, event -> made.add(event.toString()));
            return new Sheet(made, expected);
        }

        Decoy decoy(int turn) {
            return fleet.decoy(List.of(0, 3, 7).get(turn % 3));
        }
    }
}
