package io.keycanary.cli;

import io.keycanary.desk.FiguresDesk;
import io.keycanary.figures.Figure;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Period;
import io.keycanary.figures.Prices;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code figures}. */
@Command(
        name = "figures",
        description = {
            "Shows the figures: times to detect, alert, acknowledge and contain, fidelity, coverage, undelivered alerts,"
                    + " cost. Drills and expected uses never count. --format also takes csv, prometheus and html here.",
            "Definitions: docs/figures.md, or --explain."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary figures --since 2026-11-01 --until 2026-11-30",
            "  keycanary figures --by month",
            "  keycanary figures --format html > figures.html",
            "  keycanary figures --prices prices.yaml --explain"
        })
public final class FiguresCommand implements Callable<Integer>, OwnFormats {
    private final Workplace work;
    private final Function<Path, Prices> priceFile;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only incidents opened since then: 2026-11-20 or 2026-11-20T14:30Z. Default: all.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only incidents opened before then; a date includes that day. Default: all.")
    private @Nullable String until;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "Set apart by token, account, path, placement or month.")
    private FiguresDesk.@Nullable By by;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What tokens and paths cost you, for the cost a month; see docs/figures.md.")
    private @Nullable Path prices;

    @Option(names = "--explain", description = "Shows the definition and the inputs of each figure.")
    private boolean explain;

    /**
     * The verb with its parts.
     *
     * @param priceFile reads a price file, or says what is wrong with it
     */
    public FiguresCommand(Workplace work, Function<Path, Prices> priceFile) {
        this.work = work;
        this.priceFile = priceFile;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.CSV, Format.PROMETHEUS, Format.HTML);
    }

    @Override
    public Integer call() {
        DatePeriod dates = DatePeriod.of(since, until);
        Period period = new Period(dates.since(), dates.until());
        Prices known = prices == null ? null : priceFile.apply(prices);
        FiguresDesk desk = new FiguresDesk(work.ledger().get(), work.clock());
        Map<String, Figures> groups = by == null ? Map.of("", desk.figures(period)) : desk.figures(period, by);
        if (groups.isEmpty() && work.program().format().common()) {
            work.screen()
                    .tell("there is nothing to set apart" + (since == null ? "" : " since " + since)
                            + (until == null ? "" : " until " + until));
            return Exit.OK;
        }
        Screen screen = work.screen();
        switch (work.program().format()) {
            case JSON -> groups.forEach((group, figures) -> work.write(FiguresJson.document(group, figures, known)));
            case CSV -> screen.line(FigureTables.csv(listed(groups, known)));
            case PROMETHEUS -> screen.line(FigureTables.prometheus(listed(groups, known)));
            case HTML -> screen.line(FiguresPage.of(groups, known, work.clock().instant(), period));
            case TEXT, MARKDOWN -> groups.forEach((group, figures) -> text(group, figures, known));
        }
        return Exit.OK;
    }

    private static Map<String, List<Figure>> listed(Map<String, Figures> groups, @Nullable Prices known) {
        Map<String, List<Figure>> listed = new LinkedHashMap<>();
        groups.forEach((group, figures) -> listed.put(group, Figure.list(figures, known)));
        return listed;
    }

    private void text(String group, Figures figures, @Nullable Prices known) {
        if (by != null) {
            work.screen().line(work.screen().toned(Screen.Tone.STRONG, "== " + Screen.safe(group)));
        }
        if (explain) {
            Figure.list(figures, known).forEach(this::explained);
        } else {
            new FiguresText(work.screen()).print(figures, known);
        }
        if (by != null) {
            work.screen().line("");
        }
    }

    private void explained(Figure figure) {
        Screen screen = work.screen();
        String name = (figure.measure().word() + " " + figure.of()).strip();
        screen.line(screen.toned(Screen.Tone.STRONG, name) + " = "
                + (figure.value() == null
                        ? "-"
                        : FigureTables.number(figure.value()) + " "
                                + figure.measure().unit()));
        screen.line("    is    " + figure.measure().definition());
        screen.line("    from  " + figure.inputs());
    }
}
