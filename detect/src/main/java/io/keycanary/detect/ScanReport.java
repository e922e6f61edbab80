package io.keycanary.detect;

import java.util.List;

/**
 * The outcome of one input. The balance always holds: {@code records = matched + unmatched + malformed}.
 *
 * @param foreign true when the content is no CloudTrail at all (digest, Insight, flow log, any other text): no error
 * @param bytes inflated bytes that were read
 * @param records records that began in the input
 * @param matched records with at least one match
 * @param unmatched records that were understood, or skipped as holding no identifier, and did not match
 * @param malformed records that could not be understood
 * @param damages where the input was broken; empty for a whole one
 */
public record ScanReport(
        boolean foreign, long bytes, long records, long matched, long unmatched, long malformed, List<Damage> damages) {
    /** Copies the list. */
    public ScanReport {
        damages = List.copyOf(damages);
    }

    /** Whether the answer may be incomplete: damaged input or malformed records. */
    public boolean incomplete() {
        return !damages.isEmpty() || malformed > 0;
    }
}
