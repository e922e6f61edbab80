package io.keycanary.integrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verification came to. Balance: digests = signed + linked + unproven.
 *
 * @param signaturesChecked whether there were public keys; without, the chain is only as true as whoever could write to
 *     the folder
 * @param chains digest chains: one for each account, region and trail, and one more for its backfills
 * @param digests digest files read
 * @param signed those with a right signature
 * @param linked those whose hash the next digest confirms, without a signature being checked
 * @param unproven the rest: newest of their chain, or subject of a finding
 * @param logs log files that digests list
 * @param intact those that are there with the content as delivered
 * @param unlisted log files in covered time that no digest lists
 * @param uncovered log files outside the time that digests cover
 * @param findings all findings
 * @param broken those that {@linkplain IntegrityFinding.Kind#breaks() break} the answer
 * @param from begin of the earliest digest
 * @param to end of the latest
 */
public record IntegrityReport(
        boolean signaturesChecked,
        long chains,
        long digests,
        long signed,
        long linked,
        long unproven,
        long logs,
        long intact,
        long unlisted,
        long uncovered,
        long findings,
        long broken,
        @Nullable Instant from,
        @Nullable Instant to) {}
