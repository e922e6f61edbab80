package io.keycanary.intake;

import io.keycanary.audit.Area;
import io.keycanary.audit.Check;
import io.keycanary.audit.Finding;
import io.keycanary.audit.Severity;
import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId.FindingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Triage;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.JsonText;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns what an audit found on a decoy into sightings: a quarantine is an exposure, anything else that was not so in the
 * audit before is tamper. What the first audit of a token finds was so all along, and what only the register shows is our
 * own matter: neither is a sighting. What an audit found is remembered until one looks there again and finds it gone, so
 * that neither a finding that stays nor a part that cannot be looked at hides a new one. Where the call that made it so
 * was seen and told already, the finding joins its incident without another alert; so do all but the first of one audit.
 */
public final class AuditSightings {
    /** With an id behind it: what the audit before found there. */
    static final String SOURCE = "audit-known/";

    private static final String OWN = "register";
    private static final String IAM = "iam.amazonaws.com";
    private static final int MANY = 1_000;

    /** Event times are AWS's, and IAM shows a change some seconds after it was made. */
    static final Duration SLACK = Duration.ofMinutes(5);

    private final Casework casework;
    private final InstantSource clock;
    private final BrokenPipelines pipelines;

    /** Sightings that this casework takes. */
    public AuditSightings(Casework casework, InstantSource clock) {
        this.casework = casework;
        this.clock = clock;
        this.pipelines = new BrokenPipelines(casework, clock);
    }

    /**
     * Takes the findings about one token, in the transaction that keeps the audit.
     *
     * @param before the token as it was before that
     * @param unseen what was not looked at
     * @param at time of the audit
     */
    public void take(Stores stores, CanaryToken before, List<Finding> findings, Set<Area> unseen, Instant at) {
        String source = SOURCE + before.id();
        Optional<String> position = stores.checkpoints().position(source);
        Set<String> known = position.map(words -> Set.of(words.split("\n"))).orElse(Set.of());
        Set<String> now = new TreeSet<>();
        boolean told = false;
        for (Finding finding : findings) {
            if (finding.check() == Check.QUARANTINED) {
                if (before.facts().exposedAt() == null) {
                    casework.takeFinding(
                            stores, sighting(before.id(), finding, SightingKind.EXPOSURE, at, clock), false);
                }
            } else if (drift(finding)) {
                now.add(key(finding));
                if (position.isPresent() && !known.contains(key(finding))) {
                    casework.takeFinding(
                            stores,
                            sighting(before.id(), finding, SightingKind.TAMPER, at, clock),
                            told || isTold(stores, before, finding));
                    told = true;
                }
            }
        }
        known.stream().filter(key -> hidden(key, unseen)).forEach(now::add);
        stores.checkpoints().put(new Checkpoint(source, String.join("\n", now)));
    }

    /**
     * Takes what is wrong with the parts of a pipeline, in the transaction that keeps the audit. Call it when all of them
     * were looked at: what is not among the findings counts as mended.
     *
     * @param findings about this pipeline, the gravest first
     * @param at time of the audit
     */
    public void take(Stores stores, InstalledPipeline pipeline, List<Finding> findings, Instant at) {
        pipelines.take(stores, pipeline, findings, at);
    }

    /** Whether the open incident has a change by IAM since the audit before, which this one sees too. */
    private static boolean isTold(Stores stores, CanaryToken before, Finding finding) {
        TokenFacts.Audit last = before.facts().lastAudit();
        return finding.check().area() != Area.RESOURCES
                && last != null
                && stores
                        .incidents()
                        .openIncident(before.id())
                        .map(open -> stores.incidents().newest(open.id(), MANY))
                        .orElse(List.of())
                        .stream()
                        .anyMatch(seen -> seen.kind() == SightingKind.TAMPER
                                && IAM.equals(seen.facts().eventSource())
                                && seen.facts().errorCode() == null
                                && !Triage.reads(seen.facts())
                                && seen.happenedAt().isAfter(last.at().minus(SLACK)));
    }

    /** Where it was found, and a hash of what. */
    static String key(Finding finding) {
        String what = finding.check().word() + " " + finding.statement();
        return finding.check().area().word() + " " + Findings.sha256(what.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the users nothing is seen. */
    private static boolean hidden(String key, Set<Area> unseen) {
        return !key.isEmpty()
                && unseen.stream().anyMatch(area -> area == Area.USERS || key.startsWith(area.word() + " "));
    }

    private static boolean drift(Finding finding) {
        return finding.severity().compareTo(Severity.MEDIUM) >= 0
                && !finding.evidence().call().equals(OWN);
    }

    /** A sighting of a token or of a pipeline. */
    static Sighting sighting(TokenId id, Finding finding, SightingKind kind, Instant at, InstantSource clock) {
        byte[] record = record(finding);
        return new Sighting(
                Uuid7.next(clock),
                new FindingId(finding.check().word(), finding.statement(), at),
                id,
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
        return RecordFacts.withoutCall(at.toString(), "audit", finding.check().word(), finding.account());
    }
}
