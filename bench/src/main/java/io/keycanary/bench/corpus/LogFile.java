package io.keycanary.bench.corpus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One file of the mix before it is written: whose records, how many, and where decoys occur in it. */
final class LogFile {
    /** Who occurs at a position. */
    record Occurrence(Planting planting, Decoy decoy, Decoy other) {}

    final String path;
    final int records;
    private final Landscape landscape;
    private final String region;
    private final Instant begin;
    private final Dice dice;
    private final SortedMap<Integer, Occurrence> occurrences = new TreeMap<>();

    LogFile(String path, int records, Landscape landscape, String region, Instant begin, Dice dice) {
        this.path = path;
        this.records = records;
        this.landscape = landscape;
        this.region = region;
        this.begin = begin;
        this.dice = dice;
    }

    /** Takes the first free position from {@code from} on; false when there is none. */
    boolean plant(int from, Occurrence occurrence) {
        for (int i = 0; i < records; i++) {
            if (occurrences.putIfAbsent((from + i) % records, occurrence) == null) {
                return true;
            }
        }
        return false;
    }

    /** Makes all records, in order, and gives what must be found in them. To be called once. */
    List<Expected> make(Traffic traffic, Consumer<Event> to) {
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Event event = traffic.next(new Scene(dice, landscape, region, begin.plusSeconds(300L * i / records)));
            Occurrence here = occurrences.get(i);
            if (here != null) {
                here.planting().change().apply(event, here.decoy(), here.other(), dice);
                expect(expected, i, event.eventId, here);
            }
            to.accept(event);
        }
        return expected;
    }

    private void expect(List<Expected> to, int index, String eventId, Occurrence here) {
        Planting planting = here.planting();
        to.add(new Expected(path, index, eventId, here.decoy().token(), planting.kind(), planting.what()));
        if (planting.otherKind() != null) {
            to.add(new Expected(path, index, eventId, here.other().token(), planting.otherKind(), planting.what()));
        }
    }
}
