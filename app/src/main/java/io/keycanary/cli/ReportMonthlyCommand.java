package io.keycanary.cli;

import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code report monthly}. */
@Command(
        name = "monthly",
        description = {
            "Writes the report of a month: figures beside those of the month before, incidents, tokens, drills, undelivered"
                    + " alerts. Markdown, or with --format html a page that prints well."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary report monthly",
            "  keycanary report monthly --period 2026-10 --format html --out report.html"
        })
final class ReportMonthlyCommand extends PeriodReportCommand {
    ReportMonthlyCommand(Workplace work, Supplier<ZoneId> zone, Function<Optional<Path>, Optional<Prices>> priceFile) {
        super(work, zone, priceFile);
    }

    @Override
    ReportPages.Kind kind() {
        return ReportPages.Kind.MONTHLY;
    }
}
