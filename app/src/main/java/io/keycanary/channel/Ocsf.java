package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Alerts as Detection Findings (class 2004) of the Open Cybersecurity Schema Framework. The finding is the incident: its
 * first alert creates it, later ones update it, its resolution closes it. Names and numbers are those of the schema,
 * {@code events/findings/detection_finding.json} and what it refers to.
 *
 * @param product version of this program
 */
record Ocsf(String product) {
    /** The schema whose names are used: the first that has {@code is_alert}. */
    static final String SCHEMA = "1.4.0";

    private static final int CLASS = 2004;
    private static final int CATEGORY = 2;

    /** A value of the schema's enumerations. */
    private record Word(int id, String caption) {}

    /** UTF-8, one line. */
    byte[] render(Alert alert) {
        Summary summary = Summary.of(alert);
        Map<String, Object> finding = head(alert, summary);
        AlertFacts facts = alert.facts();
        if (facts != null) {
            Word status = status(facts.standing());
            finding.put("status_id", status.id());
            finding.put("status", status.caption());
            finding.putAll(OcsfEvidence.of(facts));
        }
        finding.put("remediation", JsonBody.object("desc", value(summary, "Do now")));
        finding.put("unmapped", unmapped(alert));
        return JsonBody.bytes(finding);
    }

    private Map<String, Object> head(Alert alert, Summary summary) {
        Word activity = activity(alert);
        Word severity = severity(alert);
        Instant since = alert.since();
        return JsonBody.object(
                "activity_id", activity.id(),
                "activity_name", activity.caption(),
                "category_uid", CATEGORY,
                "category_name", "Findings",
                "class_uid", CLASS,
                "class_name", "Detection Finding",
                "type_uid", CLASS * 100 + activity.id(),
                "type_name", "Detection Finding: " + activity.caption(),
                "severity_id", severity.id(),
                "severity", severity.caption(),
                "time", alert.createdAt().toEpochMilli(),
                "time_dt", alert.createdAt(),
                "start_time", since == null ? null : since.toEpochMilli(),
                "start_time_dt", since,
                "is_alert", alertable(alert.reason()),
                "message", summary.headline(),
                "metadata", metadata(alert),
                "finding_info", info(alert, summary));
    }

    private Object metadata(Alert alert) {
        return JsonBody.object(
                "version",
                SCHEMA,
                "uid",
                alert.id(),
                "product",
                JsonBody.object("name", "KeyCanary", "vendor_name", "KeyCanary", "version", product),
                "profiles",
                alert.facts() == null ? List.of("datetime") : List.of("cloud", "datetime"));
    }

    private static Object info(Alert alert, Summary summary) {
        UUID incident = alert.incident();
        AlertFacts facts = alert.facts();
        AlertFacts.Act act = facts == null ? null : facts.act();
        Instant since = alert.since();
        return JsonBody.object(
                "uid", incident == null ? alert.id() : incident,
                "title", summary.headline(),
                "desc", description(summary),
                "src_url", summary.link(),
                "types", List.of(incident == null ? "KeyCanary's own state" : "Use of a decoy AWS credential"),
                "first_seen_time", since == null ? null : since.toEpochMilli(),
                "last_seen_time", act == null ? null : act.happenedAtMillis(),
                "modified_time", alert.createdAt().toEpochMilli(),
                "data_sources", act == null ? null : List.of("AWS CloudTrail"),
                "analytic", JsonBody.object("type_id", 1, "type", "Rule", "name", "KeyCanary decoy credential"),
                "attacks",
                        act == null ? null : OcsfEvidence.attacks(act.attempt().techniques()));
    }

    private static String description(Summary summary) {
        List<String> lines = new ArrayList<>();
        summary.lines().forEach(line -> lines.add(line.label() + ": " + line.value()));
        lines.addAll(summary.details());
        return String.join("\n", lines);
    }

    private static String value(Summary summary, String label) {
        String values = summary.lines().stream()
                .filter(line -> line.label().equals(label))
                .map(Summary.Line::value)
                .collect(Collectors.joining());
        return values.isEmpty() ? "-" : values;
    }

    private static Object unmapped(Alert alert) {
        AlertFacts facts = alert.facts();
        return JsonBody.object(
                "reason",
                alert.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "repeat",
                alert.repeat(),
                "token",
                alert.token(),
                "sightings",
                facts == null ? null : facts.standing().sightings());
    }

    private static Word activity(Alert alert) {
        return switch (alert.reason()) {
            case FIRST_SIGHTING, HEARTBEAT, REPORT, DRILL_MISSED, CHANNEL_DOWN, TEST -> new Word(1, "Create");
            case DIGEST -> alert.incident() == null ? new Word(1, "Create") : new Word(2, "Update");
            case NOVELTY, ACKNOWLEDGED, ASSIGNED, CONTAINED, REOPENED, ESCALATED -> new Word(2, "Update");
            case RESOLVED -> new Word(3, "Close");
        };
    }

    private static boolean alertable(Alert.Reason reason) {
        return switch (reason) {
            case FIRST_SIGHTING, NOVELTY, DIGEST, REOPENED, ESCALATED, DRILL_MISSED, CHANNEL_DOWN -> true;
            case ACKNOWLEDGED, ASSIGNED, CONTAINED, RESOLVED, HEARTBEAT, REPORT, TEST -> false;
        };
    }

    private static Word severity(Alert alert) {
        if (alert.reason().informational()) {
            return new Word(1, "Informational");
        }
        return switch (alert.severity()) {
            case LOW -> new Word(2, "Low");
            case MEDIUM -> new Word(3, "Medium");
            case HIGH -> new Word(4, "High");
            case CRITICAL -> new Word(5, "Critical");
        };
    }

    /** A use that was none, or was allowed, is what the schema calls suppressed. */
    private static Word status(AlertFacts.Standing standing) {
        return switch (standing.state()) {
            case OPEN -> new Word(1, "New");
            case ACKNOWLEDGED, CONTAINED -> new Word(2, "In Progress");
            case RESOLVED ->
                standing.verdict() == Verdict.TRUE_POSITIVE ? new Word(4, "Resolved") : new Word(3, "Suppressed");
        };
    }
}
