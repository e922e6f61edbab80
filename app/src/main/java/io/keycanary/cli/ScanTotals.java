package io.keycanary.cli;

import io.keycanary.detect.ScanReport;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scan saw, over all files. The balance of {@link ScanReport} holds for the sums too. */
final class ScanTotals {
    private long files;
    private long foreign;
    private long damaged;
    private long bytes;
    private long records;
    private long matched;
    private long unmatched;
    private long malformed;

    /** The sums of an earlier run, by their names; what is missing is 0. */
    static ScanTotals of(Map<String, Long> counts) {
        ScanTotals totals = new ScanTotals();
        totals.files = counts.getOrDefault("files", 0L);
        totals.foreign = counts.getOrDefault("foreign", 0L);
        totals.damaged = counts.getOrDefault("damaged", 0L);
        totals.bytes = counts.getOrDefault("bytes", 0L);
        totals.records = counts.getOrDefault("records", 0L);
        totals.matched = counts.getOrDefault("matched", 0L);
        totals.unmatched = counts.getOrDefault("unmatched", 0L);
        totals.malformed = counts.getOrDefault("malformed", 0L);
        return totals;
    }

    void add(ScanReport report) {
        files++;
        foreign += report.foreign() ? 1 : 0;
        damaged += report.damages().isEmpty() ? 0 : 1;
        bytes += report.bytes();
        records += report.records();
        matched += report.matched();
        unmatched += report.unmatched();
        malformed += report.malformed();
    }

    /** Counts a file or folder that could not be read to its end: nothing is known about its records. */
    void addUnreadable() {
        files++;
        damaged++;
    }

    /** The exit code: an incomplete answer outranks matches. */
    int exitCode() {
        if (damaged > 0 || malformed > 0) {
            return Exit.INCOMPLETE;
        }
        return matched > 0 ? Exit.FOUND : Exit.OK;
    }

    /** The sums by their names. */
    Fields counts() {
        return new Fields()
                .with("files", files)
                .with("foreign", foreign)
                .with("damaged", damaged)
                .with("bytes", bytes)
                .with("records", records)
                .with("matched", matched)
                .with("unmatched", unmatched)
                .with("malformed", malformed);
    }

    Map<String, @Nullable Object> fields(Duration took, boolean interrupted) {
        Fields fields = counts().with("seconds", took.toMillis() / 1000.0);
        return (interrupted ? fields.with("interrupted", true) : fields).map();
    }

    String words(Duration took) {
        return "%d files (%d foreign, %d damaged), %s; %d records: %d matched, %d unmatched, %d malformed; %.1f s"
                .formatted(
                        files,
                        foreign,
                        damaged,
                        size(bytes),
                        records,
                        matched,
                        unmatched,
                        malformed,
                        took.toMillis() / 1000.0);
    }

    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return "%.1f kB".formatted(bytes / 1e3);
        }
        return bytes < 1_000_000_000 ? "%.1f MB".formatted(bytes / 1e6) : "%.2f GB".formatted(bytes / 1e9);
    }
}
