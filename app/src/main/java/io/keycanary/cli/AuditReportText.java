package io.keycanary.cli;

import io.keycanary.access.ApiToken;
import io.keycanary.desk.AuditReport;
import io.keycanary.desk.AuditReport.Audited;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.Quarantine;
import io.keycanary.intake.Stored;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the report for an auditor says. */
final class AuditReportText {
    private final AuditReport report;

    AuditReportText(AuditReport report) {
        this.report = report;
    }

    String title() {
        return "KeyCanary, evidence for an audit, " + report.period();
    }

    void write(Sheet sheet) {
        sheet.text("Made " + IncidentStory.whole(report.madeAt())
                + ", times in UTC. All is as of then, but for the excerpt of the audit log, which is of the period.");
        controls(sheet);
        sheet.heading("Tokens");
        everything(
                sheet,
                List.of(
                        "token",
                        "id",
                        "account",
                        "state",
                        "owner",
                        "purpose",
                        "playbook",
                        "last drill passed",
                        "key since",
                        "key age",
                        "issued",
                        "by"),
                report.tokens().stream().map(this::token).toList());
        places(sheet);
        expected(sheet);
        access(sheet);
        quarantined(sheet);
        log(sheet);
        counts(sheet);
    }

    /** What a control asks of each decoy in use, with how many do not have it. */
    private void controls(Sheet sheet) {
        List<Audited> used = report.tokens().stream()
                .filter(audited -> audited.token().facts().retiredAt() == null)
                .toList();
        sheet.heading("Controls");
        sheet.table(
                List.of("control", "tokens in use", "without"),
                List.of(
                        control(
                                "has an owner",
                                used,
                                a -> a.token().stewardship().owner().isEmpty()),
                        control(
                                "has a purpose",
                                used,
                                a -> a.token().stewardship().purpose().isEmpty()),
                        control(
                                "has a playbook",
                                used,
                                a -> a.token().stewardship().playbook().isEmpty()),
                        control("has a place", used, a -> standing(a).isEmpty()),
                        control(
                                "is proven by a drill",
                                used,
                                a -> a.token().facts().lastProofAt() == null),
                        control(
                                "its issue is in the audit log",
                                used,
                                a -> a.issuedBy().isEmpty())));
    }

    private static List<String> control(
            String words, List<Audited> used, java.util.function.Predicate<Audited> lacking) {
        return List.of(
                words,
                String.valueOf(used.size()),
                String.valueOf(used.stream().filter(lacking).count()));
    }

    private static List<Placement> standing(Audited audited) {
        return audited.places().stream()
                .filter(place -> place.state() != Placement.State.REMOVED)
                .toList();
    }

    private List<String> token(Audited audited) {
        CanaryToken token = audited.token();
        Instant since = token.activeKey().map(AccessKey::since).orElse(null);
        return List.of(
                token.label(),
                token.id().toString(),
                token.account().id(),
                token.state().name(),
                Screen.safe(token.stewardship().owner()),
                Screen.safe(token.stewardship().purpose()),
                Screen.safe(token.stewardship().playbook()),
                PeriodReportText.time(token.facts().lastProofAt()),
                PeriodReportText.time(since),
                since == null ? "-" : Duration.between(since, report.madeAt()).toDays() + " days",
                PeriodReportText.time(token.facts().issuedAt()),
                Screen.safe(audited.issuedBy()));
    }

    private void places(Sheet sheet) {
        sheet.heading("Places");
        everything(
                sheet,
                List.of("token", "kind", "place", "state", "planted", "last looked at"),
                report.tokens().stream()
                        .flatMap(audited -> audited.places().stream().map(place -> place(audited, place)))
                        .toList());
    }

    private static List<String> place(Audited audited, Placement place) {
        return List.of(
                audited.token().label(),
                Documents.small(place.kind()),
                place.location(),
                place.state().name(),
                PeriodReportText.time(place.plantedAt()),
                PeriodReportText.time(place.checkedAt()));
    }

    private void expected(Sheet sheet) {
        sheet.heading("Expected uses");
        everything(
                sheet,
                List.of("rule", "in force", "tokens", "network", "from", "until", "added by", "reason"),
                report.expectedUses().stream().map(this::rule).toList());
    }

    private List<String> rule(ExpectedUse rule) {
        return List.of(
                Uuid7.shortForm(rule.id()),
                rule.holdsAt(report.madeAt()) ? "yes" : rule.until().isAfter(report.madeAt()) ? "not yet" : "ended",
                ExpectListCommand.tokens(rule),
                rule.network().text(),
                IncidentStory.whole(rule.from()),
                IncidentStory.whole(rule.until()),
                Screen.safe(rule.addedBy()),
                Screen.safe(rule.reason()));
    }

    private void access(Sheet sheet) {
        sheet.heading("Access to the API");
        everything(
                sheet,
                List.of("name", "role", "made", "revoked"),
                report.access().stream().map(AuditReportText::access).toList());
    }

    private static List<String> access(ApiToken token) {
        return List.of(
                token.name(),
                token.role().name(),
                IncidentStory.whole(token.createdAt()),
                PeriodReportText.time(token.revokedAt()));
    }

    private void quarantined(Sheet sheet) {
        sheet.heading("Records that could not be understood, the newest");
        everything(
                sheet,
                List.of("at", "origin", "byte", "why"),
                report.quarantined().stream().map(AuditReportText::quarantined).toList());
    }

    private static List<String> quarantined(Quarantine.Entry entry) {
        return List.of(IncidentStory.whole(entry.at()), entry.origin(), String.valueOf(entry.offset()), entry.reason());
    }

    private void log(Sheet sheet) {
        sheet.heading("Audit log of the period");
        sheet.text(
                report.firstBroken().isEmpty()
                        ? "The chain of hashes holds over the whole log."
                        : "THE CHAIN OF HASHES IS BROKEN AT ENTRY "
                                + report.firstBroken().getAsLong()
                                + ": the log was changed by something else than this program.");
        everything(
                sheet,
                List.of("entry", "at", "actor", "action", "subject", "detail", "hash"),
                report.entries().stream().map(AuditReportText::entry).toList());
        if (report.entriesOfPeriod() > report.entries().size()) {
            sheet.text(report.entriesOfPeriod() - report.entries().size()
                    + " more entries are not listed: take a shorter period.");
        }
    }

    private static List<String> entry(AuditEntry entry) {
        return List.of(
                String.valueOf(entry.number()),
                IncidentStory.whole(entry.at()),
                entry.actor(),
                entry.action(),
                entry.subject(),
                Screen.safe(entry.detail()),
                entry.hash().substring(0, 16));
    }

    private void counts(Sheet sheet) {
        sheet.heading("Stored");
        sheet.table(
                List.of("what", "rows"),
                Stream.of(Stored.values())
                        .map(what -> List.of(
                                Documents.small(what).replace('-', ' '),
                                String.valueOf(report.counts().getOrDefault(what, 0L))))
                        .collect(Collectors.toList()));
    }

    /** An auditor gets every row. */
    private static void everything(Sheet sheet, List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            sheet.text("None.");
        } else {
            sheet.table(head, rows);
        }
    }
}
