package io.keycanary.cli;

import io.keycanary.figures.Figures;
import io.keycanary.figures.Prices;
import io.keycanary.figures.Spread;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures on a terminal, with small charts. */
final class FiguresText {
    private static final int BAR_CHARS = 24;

    private final Screen screen;

    FiguresText(Screen screen) {
        this.screen = screen;
    }

    void print(Figures figures, @Nullable Prices prices) {
        screen.line("tokens      " + words(figures.tokens()));
        screen.line("incidents   " + words(figures.incidents()));
        screen.line("verdicts    " + words(figures.verdicts()));
        screen.line("expected    " + figures.expected() + " sightings that a rule counts as benign");
        screen.line("fidelity    " + share(figures.fidelity()) + " of resolved incidents were real uses");
        screen.line("proven      " + share(figures.coverage()) + " of tokens in use are proven to work");
        screen.line("coverage    " + share(figures.coveredPlaces()) + " of places have a token proven to work");
        screen.line("drills      " + words(figures.drills()));
        screen.line("undelivered " + figures.undelivered() + " deliveries of alerts about incidents");
        money(figures, prices);
        screen.line("");
        times(figures);
        if (figures.skewed() > 0) {
            screen.line(
                    "left out: " + figures.skewed() + " sightings that arrived before they happened (clocks differ)");
        }
    }

    private void money(Figures figures, @Nullable Prices prices) {
        if (prices != null) {
            Prices.Savings savings = prices.savings();
            screen.line("cost        " + money(prices.cost(figures.tokensInUse())) + " "
                    + Screen.safe(prices.currency()) + " a month, at prices of " + prices.date());
            screen.line("saving      "
                    + (savings == null
                            ? "not estimated"
                            : money(savings.perMonth()) + " " + Screen.safe(prices.currency())
                                    + " a month, by your own figures"));
        }
    }

    private void times(Figures figures) {
        Map<String, Spread> rows = FigureTables.times(figures);
        long longest = FigureTables.longestMillis(rows);
        Table table = new Table("TIME TO", "COUNT", "MEDIAN", "P95", "MAX", "MEDIAN #, MAX -, LOGARITHMIC");
        rows.forEach((what, spread) -> row(table, what, spread, longest));
        table.print(screen);
    }

    private static void row(Table table, String what, Spread spread, long longest) {
        if (spread.count() == 0) {
            table.row(what, 0, null, null, null, null);
        } else {
            int solid = chars(spread.median().toMillis(), longest);
            int whole = chars(spread.max().toMillis(), longest);
            table.row(
                    what,
                    spread.count(),
                    words(spread.median()),
                    words(spread.p95()),
                    words(spread.max()),
                    "#".repeat(solid) + "-".repeat(whole - solid));
        }
    }

    /** From a millisecond to the longest time, in equal steps of the logarithm; at least one. */
    static int chars(long millis, long longest) {
        return longest <= 1
                ? 1
                : Math.clamp(Math.round(BAR_CHARS * Math.log(Math.max(1, millis)) / Math.log(longest)), 1, BAR_CHARS);
    }

    private static String words(Map<?, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.toString().replaceAll("[{}]", "").replace("=", " ");
    }

    static String words(Duration duration) {
        if (duration.toSeconds() < 120) {
            return "%.1f s".formatted(duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < 120) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 72
                ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
                : duration.toDays() + " days";
    }

    static String share(@Nullable Double share) {
        return share == null ? "-" : "%.0f %%".formatted(share * 100);
    }

    static String money(double amount) {
        return String.format(Locale.ROOT, "%.2f", amount);
    }
}
