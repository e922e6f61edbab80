package io.keycanary.intake;

import io.keycanary.audit.Check;
import io.keycanary.audit.Finding;
import io.keycanary.audit.Severity;
import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId.FindingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.pipeline.JsonText;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Turns what an audit found on a decoy into sightings: a quarantine is an exposure, anything else that was not so in the
 * audit before is tamper. What the first audit of a token finds was so all along, and what only the register shows is our
 * own matter: neither is a sighting.
 */
public final class AuditSightings {
    private static final String OWN = "register";

    private final Casework casework;
    private final InstantSource clock;

    /** Sightings that this casework takes. */
    public AuditSightings(Casework casework, InstantSource clock) {
        this.casework = casework;
        this.clock = clock;
    }

    /**
     * Takes the findings about one token, in the transaction that keeps the audit.
     *
     * @param before the token as it was before that
     * @param at time of the audit
     */
    public void take(Stores stores, CanaryToken before, List<Finding> findings, Instant at) {
        TokenFacts.Audit last = before.facts().lastAudit();
        boolean wasClean = last != null && last.clean();
        for (Finding finding : findings) {
            boolean exposure = finding.check() == Check.QUARANTINED;
            boolean isNew = exposure ? before.facts().exposedAt() == null : wasClean && drift(finding);
            if (isNew) {
                casework.takeFinding(
                        stores, sighting(before, finding, exposure ? SightingKind.EXPOSURE : SightingKind.TAMPER, at));
            }
        }
    }

    private static boolean drift(Finding finding) {
        return finding.severity().compareTo(Severity.MEDIUM) >= 0
                && !finding.evidence().call().equals(OWN);
    }

    private Sighting sighting(CanaryToken token, Finding finding, SightingKind kind, Instant at) {
        byte[] record = record(finding);
        return new Sighting(
                Uuid7.next(clock),
                new FindingId(finding.check().word(), finding.statement(), at),
                token.id(),
                kind,
                Disposition.DEFERRED,
                facts(finding, at),
                true,
                at,
                clock.instant(),
                List.of(),
                Map.of(),
                record,
                Findings.sha256(record),
                null);
    }

    private static byte[] record(Finding finding) {
        return JsonText.compact(JsonText.object(
                        "finding", finding.check().word(),
                        "statement", finding.statement(),
                        "call", finding.evidence().call(),
                        "excerpt", finding.evidence().excerpt(),
                        "at", finding.evidence().at().toString(),
                        "remedy", finding.remedy()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As little as is known: an audit sees no call. */
    private static RecordFacts facts(Finding finding, Instant at) {
        return new RecordFacts(
                RecordFacts.Family.CLOUDTRAIL,
                null,
                at.toString(),
                "audit",
                finding.check().word(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                finding.account(),
                null,
                null,
                null);
    }
}
