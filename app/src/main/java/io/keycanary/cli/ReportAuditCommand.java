package io.keycanary.cli;

import io.keycanary.desk.AuditDesk;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.CalendarPeriod.Unit;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code report audit}. */
@Command(
        name = "audit",
        description = {
            "Writes evidence for an auditor: every token with owner, place, state, last drill and issuer, rules of expected"
                    + " use, access, quarantined records, the audit log of the period, and what is stored. Markdown, or"
                    + " with --format html a page that prints well."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary report audit --period 2026-10",
            "  keycanary report audit --period 2026 --format html --out audit-2026.html"
        })
final class ReportAuditCommand extends ReportCommand {
    ReportAuditCommand(Workplace work, Supplier<ZoneId> zone) {
        super(work, zone);
    }

    @Override
    List<Unit> units() {
        return List.of(Unit.MONTH, Unit.WEEK, Unit.YEAR);
    }

    @Override
    Written report(CalendarPeriod of) {
        AuditReportText text = new AuditReportText(new AuditDesk(work.ledger().get(), work.clock()).report(of));
        return new Written() {
            @Override
            public String title() {
                return text.title();
            }

            @Override
            public void write(Sheet sheet) {
                text.write(sheet);
            }
        };
    }
}
