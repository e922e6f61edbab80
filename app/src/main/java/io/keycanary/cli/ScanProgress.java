package io.keycanary.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How far a reading is, in words: inputs, bytes as they are stored, speed, time left, matches so far. */
final class ScanProgress {
    private final ScanQueue queue;
    private final InstantSource clock;
    private final Instant began;
    private final AtomicInteger done = new AtomicInteger();
    private final LongAdder read = new LongAdder();
    private final LongAdder found = new LongAdder();

    ScanProgress(ScanQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
        this.began = clock.instant();
    }

    void read(long bytes) {
        read.add(bytes);
    }

    void found() {
        found.increment();
    }

    long foundSoFar() {
        return found.sum();
    }

    void done() {
        done.incrementAndGet();
    }

    String words() {
        ScanQueue.Extent extent = queue.extent();
        long bytes = read.sum();
        Duration took = Duration.between(began, clock.instant());
        double perSecond = bytes / Math.max(0.001, took.toMillis() / 1000.0);
        String more = extent.complete() ? "" : " or more";
        boolean known = extent.complete() && extent.bytes() > bytes && perSecond > 0;
        return "%d of %d%s files, %s of %s%s, %s/s%s, %d matches"
                .formatted(
                        done.get(),
                        extent.inputs(),
                        more,
                        ScanTotals.size(bytes),
                        ScanTotals.size(Math.max(bytes, extent.bytes())),
                        more,
                        ScanTotals.size((long) perSecond),
                        known ? ", " + time((extent.bytes() - bytes) / perSecond) + " left" : "",
                        foundSoFar());
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
