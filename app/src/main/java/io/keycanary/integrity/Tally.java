package io.keycanary.integrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts and passes on what several threads find. */
final class Tally {
    private final IntegrityListener listener;
    private long digests;
    private long signed;
    private long linked;
    private long unproven;
    private long logs;
    private long intact;
    private long unlisted;
    private long uncovered;
    private long findings;
    private long broken;
    private long files;
    private @Nullable Span covered;

    Tally(IntegrityListener listener) {
        this.listener = listener;
    }

    synchronized void finding(int part, IntegrityFinding finding) {
        findings++;
        broken += finding.kind().breaks() ? 1 : 0;
        unlisted += finding.kind() == IntegrityFinding.Kind.UNLISTED ? 1 : 0;
        listener.finding(part, finding);
    }

    synchronized void ended(int part) {
        listener.ended(part);
    }

    synchronized void digest(Span span) {
        digests++;
        covered = covered == null ? span : covered.and(span);
        listener.checked(++files);
    }

    /** A digest file that is none, or cannot be read. */
    synchronized void unusable() {
        digests++;
        unproven++;
        listener.checked(++files);
    }

    synchronized void proof(Proof proof) {
        switch (proof) {
            case SIGNED -> signed++;
            case LINKED -> linked++;
            case NONE, FAILED -> unproven++;
        }
    }

    synchronized void listed() {
        logs++;
    }

    synchronized void log(boolean asDelivered) {
        intact += asDelivered ? 1 : 0;
        listener.checked(++files);
    }

    synchronized void uncovered(long count) {
        uncovered += count;
    }

    synchronized IntegrityReport report(boolean signaturesChecked, long chains) {
        Instant from = covered == null ? null : covered.from();
        Instant to = covered == null ? null : covered.to();
        return new IntegrityReport(
                signaturesChecked,
                chains,
                digests,
                signed,
                linked,
                unproven,
                logs,
                intact,
                unlisted,
                uncovered,
                findings,
                broken,
                from,
                to);
    }
}
