package io.keycanary.cli;

import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code report weekly}. */
@Command(
        name = "weekly",
        description = {
            "Writes the report of a week: figures beside those of the week before, incidents, tokens, drills, undelivered"
                    + " alerts. Markdown, or with --format html a page that prints well."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary report weekly",
            "  keycanary report weekly --period 2026-W47 --format html --out report.html"
        })
final class ReportWeeklyCommand extends PeriodReportCommand {
    ReportWeeklyCommand(Workplace work, Supplier<ZoneId> zone, Function<Optional<Path>, Optional<Prices>> priceFile) {
        super(work, zone, priceFile);
    }

    @Override
    ReportPages.Kind kind() {
        return ReportPages.Kind.WEEKLY;
    }
}
