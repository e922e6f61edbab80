package io.keycanary.intake;

import io.keycanary.detect.ScanReport;
import java.util.concurrent.atomic.LongAdder;

/**
 * What went through since the start. The balance is {@code records = matched + unmatched + malformed}; tell somebody when
 * {@code malformed} or {@code damaged} grows, because a sighting may be in there.
 */
public final class IntakeCounts {
    private final LongAdder batches = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder matched = new LongAdder();
    private final LongAdder unmatched = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** One reading. */
    public record Reading(
            long batches,
            long foreign,
            long damaged,
            long bytes,
            long records,
            long matched,
            long unmatched,
            long malformed) {}

    void add(ScanReport report) {
        batches.increment();
        foreign.add(report.foreign() ? 1 : 0);
        damaged.add(report.damages().size());
        bytes.add(report.bytes());
        records.add(report.records());
        matched.add(report.matched());
        unmatched.add(report.unmatched());
        malformed.add(report.malformed());
    }

    /** The counts of now. */
    public Reading read() {
        return new Reading(
                batches.sum(),
                foreign.sum(),
                damaged.sum(),
                bytes.sum(),
                records.sum(),
                matched.sum(),
                unmatched.sum(),
                malformed.sum());
    }
}
