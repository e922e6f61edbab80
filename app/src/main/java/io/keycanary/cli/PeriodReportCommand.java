package io.keycanary.cli;

import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the reports of a week and of a month have in common. */
abstract class PeriodReportCommand extends ReportCommand {
    private final Function<Optional<Path>, Optional<Prices>> priceFile;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What tokens and paths cost you, for the cost a month; see docs/figures.md. Default: the"
                    + " setting reports.prices.")
    private @Nullable Path prices;

    PeriodReportCommand(Workplace work, Supplier<ZoneId> zone, Function<Optional<Path>, Optional<Prices>> priceFile) {
        super(work, zone);
        this.priceFile = priceFile;
    }

    @Override
    final @Nullable Prices prices() {
        return priceFile.apply(Optional.ofNullable(prices)).orElse(null);
    }
}
