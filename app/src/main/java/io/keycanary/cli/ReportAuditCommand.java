package io.keycanary.cli;

import io.keycanary.figures.Prices;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    ReportPages.Kind kind() {
        return ReportPages.Kind.AUDIT;
    }

    /** Evidence has no prices. */
    @Override
    @Nullable
    Prices prices() {
        return null;
    }
}
