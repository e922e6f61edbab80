package io.keycanary.cli;

import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code report}: the noun. */
@Command(
        name = "report",
        description = "Writes reports of a week or month, and the evidence for an auditor.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary report monthly --format html --out october.html"})
public final class ReportNoun extends Noun {
    private ReportNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param zone whose midnight begins a day
     * @param priceFile reads a price file, that of the settings when none is given, or says what is wrong with it
     */
    public static List<Object> family(
            Workplace work, Supplier<ZoneId> zone, Function<Optional<Path>, Optional<Prices>> priceFile) {
        return List.of(
                new ReportNoun(),
                new ReportWeeklyCommand(work, zone, priceFile),
                new ReportMonthlyCommand(work, zone, priceFile),
                new ReportAuditCommand(work, zone));
    }
}
