package io.keycanary.cli;

import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.Severity;
import io.keycanary.cli.Screen.Tone;
import java.util.List;

/** How an audit is shown. */
final class AuditPages {
    private final Workplace work;

    AuditPages(Workplace work) {
        this.work = work;
    }

    void show(AuditRun run, Severity failOn) {
        switch (work.program().format()) {
            case JSON -> work.writeAll(AuditDocuments.json(run));
            case OCSF -> work.writeAll(AuditDocuments.ocsf(run));
            case HTML -> work.screen().line(html(run));
            default -> text(run, failOn);
        }
    }

    private void text(AuditRun run, Severity failOn) {
        run.findings().forEach(this::text);
        for (NotChecked gap : run.notChecked()) {
            String word = work.screen().toned(Tone.CAUTION, "%-8s".formatted(word(gap)));
            work.screen()
                    .line(word + "  " + Screen.safe(gap.account() + "  " + gap.what()) + ": " + Screen.safe(gap.why()));
        }
        work.screen().line(summary(run, failOn));
    }

    private void text(Finding finding) {
        Tone tone = finding.severity().compareTo(Severity.HIGH) >= 0 ? Tone.ALARM : Tone.CAUTION;
        String about = finding.statement().startsWith(finding.subject()) ? "" : Screen.safe(finding.subject()) + ": ";
        work.screen()
                .line(work.screen().toned(tone, "%-8s".formatted(finding.severity())) + "  "
                        + about + Screen.safe(finding.statement()) + "  ["
                        + finding.check().word() + "]");
        work.screen().line("          seen " + Screen.safe(seen(finding)));
        work.screen().line("          do   " + Screen.safe(finding.remedy()));
    }

    private static String seen(Finding finding) {
        return finding.evidence().call() + " at "
                + IncidentStory.whole(finding.evidence().at()) + ": "
                + finding.evidence().excerpt();
    }

    /** What was left for later, or was not wanted, does not make the audit incomplete. */
    private static String word(NotChecked gap) {
        return switch (gap.kind()) {
            case FAILED -> "NOT SEEN";
            case LATER -> "later";
            case LEFT_OUT -> "left out";
        };
    }

    private static String summary(AuditRun run, Severity failOn) {
        long clean = run.tokens().stream().filter(run::clean).count();
        long grave = run.findings().stream()
                .filter(finding -> finding.severity().compareTo(failOn) >= 0)
                .count();
        return "tokens audited: " + run.tokens().size() + ", clean" + (run.complete() ? "" : " as far as could be seen")
                + ": " + clean + "; findings: " + run.findings().size() + ", " + failOn.word() + " or graver: " + grave;
    }

    private static String html(AuditRun run) {
        Sheet sheet = new HtmlSheet("KeyCanary, audit of " + IncidentStory.whole(run.at()));
        sheet.text(summary(run, Severity.MEDIUM) + ".");
        sheet.heading("Findings");
        table(
                sheet,
                List.of("severity", "about", "account", "check", "what is wrong", "evidence", "remedy"),
                run.findings().stream().map(AuditPages::row).toList());
        sheet.heading("Not checked");
        table(
                sheet,
                List.of("account", "what", "why", "how"),
                run.notChecked().stream()
                        .map(gap -> List.of(gap.account(), gap.what(), gap.why(), word(gap)))
                        .toList());
        sheet.heading("Tokens");
        table(
                sheet,
                List.of("token", "id", "account", "clean"),
                run.tokens().stream()
                        .map(token -> List.of(
                                token.label(),
                                token.id().toString(),
                                token.account().id(),
                                run.clean(token) ? "yes" : "no"))
                        .toList());
        return sheet.end();
    }

    private static List<String> row(Finding finding) {
        return List.of(
                finding.severity().name(),
                finding.subject(),
                finding.account(),
                finding.check().word(),
                finding.statement(),
                seen(finding),
                finding.remedy());
    }

    private static void table(Sheet sheet, List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            sheet.text("None.");
        } else {
            sheet.table(head, rows);
        }
    }
}
