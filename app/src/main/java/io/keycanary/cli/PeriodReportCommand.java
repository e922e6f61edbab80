package io.keycanary.cli;

import io.keycanary.desk.ReportDesk;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the reports of a week and of a month have in common. */
abstract class PeriodReportCommand extends ReportCommand {
    private final Function<Path, Prices> priceFile;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What tokens and paths cost you, for the cost a month; see docs/figures.md.")
    private @Nullable Path prices;

    PeriodReportCommand(Workplace work, Supplier<ZoneId> zone, Function<Path, Prices> priceFile) {
        super(work, zone);
        this.priceFile = priceFile;
    }

    @Override
    final Written report(CalendarPeriod of) {
        Prices known = prices == null ? null : priceFile.apply(prices);
        PeriodReportText text =
                new PeriodReportText(new ReportDesk(work.ledger().get(), work.clock()).report(of), known);
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
