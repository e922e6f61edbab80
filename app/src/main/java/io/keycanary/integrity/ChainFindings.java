package io.keycanary.integrity;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Findings about the digests of one chain. */
final class ChainFindings {
    private final int part;
    private final Chain chain;
    private final Tally tally;

    ChainFindings(int part, Chain chain, Tally tally) {
        this.part = part;
        this.chain = chain;
        this.tally = tally;
    }

    /** About a digest. */
    void of(Kind kind, Link link, String reason) {
        of(kind, link.file().path(), link.digest().span(), reason);
    }

    /** About a file that may be no digest: the hour that its name tells. */
    void of(Kind kind, DigestFile file, String reason) {
        of(kind, file.path(), new Span(file.end().minus(Duration.ofHours(1)), file.end()), reason);
    }

    /** About a time. */
    void of(Kind kind, String file, Span span, String reason) {
        of(kind, file, span.from(), span.to(), reason);
    }

    /** About a time that may not be known. */
    void of(Kind kind, String file, @Nullable Instant from, @Nullable Instant to, String reason) {
        tally.finding(
                part,
                new IntegrityFinding(kind, file, chain.account(), chain.region(), chain.trail(), from, to, reason));
    }
}
