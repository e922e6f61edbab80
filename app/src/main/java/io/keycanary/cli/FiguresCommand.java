package io.keycanary.cli;

import io.keycanary.desk.FiguresDesk;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Spread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code figures}. */
@Command(
        name = "figures",
        description = "Shows the figures: times to detect, alert, acknowledge and contain, fidelity, coverage.",
        footer = {"", "Example: keycanary figures --format json"})
public final class FiguresCommand implements Callable<Integer> {
    private final Workplace work;

    /** The verb with its parts. */
    public FiguresCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        Figures figures = new FiguresDesk(work.ledger().get()).figures();
        if (work.json()) {
            work.write(document(figures));
        } else {
            print(figures);
        }
        return Exit.OK;
    }

    private static Map<String, @Nullable Object> document(Figures figures) {
        Fields paths = new Fields();
        figures.paths().forEach((path, spread) -> paths.with(path.word(), document(spread)));
        return new Fields()
                .with("tokens", figures.tokens())
                .with("incidents", figures.incidents())
                .with("verdicts", figures.verdicts())
                .with("detect", document(figures.detect()))
                .with("alert", document(figures.alert()))
                .with("acknowledge", document(figures.acknowledge()))
                .with("contain", document(figures.contain()))
                .with("resolve", document(figures.resolve()))
                .with("paths", paths.map())
                .with("fidelity", figures.fidelity())
                .with("coverage", figures.coverage())
                .with("skewed", figures.skewed())
                .with("unauthenticated", figures.unauthenticated())
                .with("expected", figures.expected())
                .map();
    }

    private static Map<String, @Nullable Object> document(Spread spread) {
        return new Fields()
                .with("count", spread.count())
                .with("medianSeconds", seconds(spread, spread.median()))
                .with("p90Seconds", seconds(spread, spread.p90()))
                .with("maxSeconds", seconds(spread, spread.max()))
                .map();
    }

    private static @Nullable Double seconds(Spread spread, Duration duration) {
        return spread.count() == 0 ? null : duration.toMillis() / 1000.0;
    }

    private void print(Figures figures) {
        Screen screen = work.screen();
        screen.line("tokens      " + words(figures.tokens()));
        screen.line("incidents   " + words(figures.incidents()));
        screen.line("verdicts    " + words(figures.verdicts()));
        screen.line("expected    " + figures.expected() + " sightings that a rule counts as benign");
        screen.line("fidelity    " + percent(figures.fidelity()) + " of resolved incidents were real uses");
        screen.line("coverage    " + percent(figures.coverage()) + " of tokens in use are proven to work");
        screen.line("");
        Table table = new Table("TIME TO", "COUNT", "MEDIAN", "P90", "MAX");
        row(table, "detect", figures.detect());
        row(table, "alert", figures.alert());
        row(table, "acknowledge", figures.acknowledge());
        row(table, "contain", figures.contain());
        row(table, "resolve", figures.resolve());
        figures.paths().forEach((path, spread) -> row(table, "path " + path.word(), spread));
        table.print(screen);
        if (figures.skewed() > 0) {
            screen.line(
                    "left out: " + figures.skewed() + " sightings that arrived before they happened (clocks differ)");
        }
    }

    private static void row(Table table, String what, Spread spread) {
        if (spread.count() == 0) {
            table.row(what, 0, null, null, null);
        } else {
            table.row(what, spread.count(), words(spread.median()), words(spread.p90()), words(spread.max()));
        }
    }

    private static String words(Map<?, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.toString().replaceAll("[{}]", "").replace("=", " ");
    }

    private static String words(Duration duration) {
        if (duration.toSeconds() < 120) {
            return "%.1f s".formatted(duration.toMillis() / 1000.0);
        }
        return duration.toMinutes() < 120
                ? duration.toMinutes() + " min"
                : "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : "%.0f %%".formatted(share * 100);
    }
}
