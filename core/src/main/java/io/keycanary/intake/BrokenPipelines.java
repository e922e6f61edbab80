package io.keycanary.intake;

import io.keycanary.audit.Check;
import io.keycanary.audit.Finding;
import io.keycanary.audit.Severity;
import io.keycanary.incident.SightingId.RecordId;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Triage;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns what an audit found wrong with the parts of a pipeline into sightings of that pipeline. Each is told once until an
 * audit sees it mended. When a pipeline was applied it was whole, so even the first audit after that tells what is broken;
 * what only waits for somebody, such as a subscriber who has not confirmed yet, is told when it begins later. The alert of
 * an audit names the gravest finding, and the incident has them all.
 */
final class BrokenPipelines {
    /** Within this time an apply may still be at work. */
    private static final Duration AT_WORK = Duration.ofMinutes(5);

    private static final int MANY = 1_000;

    private final Casework casework;
    private final InstantSource clock;

    BrokenPipelines(Casework casework, InstantSource clock) {
        this.casework = casework;
        this.clock = clock;
    }

    /** What is known of a pipeline since it was applied; the time is that of the audit before, or of the apply. */
    private record Known(boolean first, Instant since, Set<String> keys) {
        static Known of(Stores stores, String source, Instant appliedAt) {
            String[] lines = stores.checkpoints().position(source).orElse("").split("\n");
            String[] times = lines[0].split(" ");
            return times.length == 2 && times[0].equals(appliedAt.toString())
                    ? new Known(false, Instant.parse(times[1]), Set.of(lines))
                    : new Known(true, appliedAt, Set.of());
        }
    }

    /** Takes the findings about a pipeline whose parts were all looked at, the gravest first. */
    void take(Stores stores, InstalledPipeline pipeline, List<Finding> findings, Instant at) {
        if (at.isBefore(pipeline.appliedAt().plus(AT_WORK))) {
            return;
        }
        TokenId id = pipeline.site().id();
        String source = AuditSightings.SOURCE + id;
        Known known = Known.of(stores, source, pipeline.appliedAt());
        boolean told = isTold(stores, id, known.since());
        Set<String> now = new TreeSet<>();
        for (Finding finding : findings) {
            boolean isNew = now.add(key(finding)) && !known.keys().contains(key(finding));
            if (isNew && (!known.first() || finding.severity().compareTo(Severity.HIGH) >= 0)) {
                casework.takeFinding(
                        stores, AuditSightings.sighting(id, finding, SightingKind.TAMPER, at, clock), told);
                told = true;
            }
        }
        String times = pipeline.appliedAt() + " " + at;
        stores.checkpoints().put(new Checkpoint(source, times + "\n" + String.join("\n", now)));
    }

    /** Whether the open incident has a change of a part since the audit before, which this one sees too. */
    private static boolean isTold(Stores stores, TokenId id, Instant since) {
        return stores
                .incidents()
                .openIncident(id)
                .map(open -> stores.incidents().newest(open.id(), MANY))
                .orElse(List.of())
                .stream()
                .anyMatch(seen -> seen.kind() == SightingKind.TAMPER
                        && seen.identity() instanceof RecordId
                        && seen.facts().errorCode() == null
                        && !Triage.reads(seen.facts())
                        && seen.happenedAt().isAfter(since.minus(AuditSightings.SLACK)));
    }

    /** What waits may say how many wait, which changes. */
    private static String key(Finding finding) {
        return finding.check() == Check.PIPELINE_WAITING
                ? finding.check().word() + " " + finding.subject()
                : AuditSightings.key(finding);
    }
}
