package io.keycanary.cli;

import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.CalendarPeriod.Unit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the verbs of {@code report} have in common. */
abstract class ReportCommand implements Callable<Integer>, OwnFormats {
    final Workplace work;
    private final Supplier<ZoneId> zone;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "A week 2026-W47, a month 2026-10, or for an audit also a year 2026; in the zone of the"
                    + " settings (reports.zone). Default: the last one that is over.")
    private @Nullable String period;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; never over a file that is there. Default: standard output.")
    private @Nullable Path out;

    ReportCommand(Workplace work, Supplier<ZoneId> zone) {
        this.work = work;
        this.zone = zone;
    }

    @Override
    public final Set<Format> formats() {
        return Set.of(Format.HTML, Format.MARKDOWN);
    }

    /** Which periods it takes; the first is the one when nothing is said. */
    abstract java.util.List<Unit> units();

    /** A report that can be written. */
    interface Written {
        String title();

        void write(Sheet sheet);
    }

    abstract Written report(CalendarPeriod of);

    @Override
    public final Integer call() {
        Written report = report(chosen());
        boolean html = work.program().format() == Format.HTML;
        Sheet sheet = html ? new HtmlSheet(report.title()) : new MarkdownSheet(report.title());
        report.write(sheet);
        if (out != null) {
            save(out, sheet.end());
            work.screen().tell("wrote " + Screen.safe(out));
        } else if (work.json()) {
            work.write(new Fields().with("markdown", sheet.end()).map());
        } else {
            work.screen().line(sheet.end());
        }
        return Exit.OK;
    }

    private CalendarPeriod chosen() {
        ZoneId days = zone.get();
        if (period == null) {
            return CalendarPeriod.over(units().getFirst(), work.clock().instant(), days);
        }
        CalendarPeriod chosen = named(period, days);
        if (!units().contains(chosen.unit())) {
            throw CommandFailure.badInput("--period " + period + " is a "
                    + Documents.small(chosen.unit()) + "; this report is of a "
                    + units().stream().map(Documents::small).collect(java.util.stream.Collectors.joining(" or ")));
        }
        if (chosen.begins().isAfter(work.clock().instant())) {
            throw CommandFailure.badInput("--period " + period + " lies in the future: it begins on " + chosen.first());
        }
        return chosen;
    }

    private static CalendarPeriod named(String name, ZoneId days) {
        try {
            return CalendarPeriod.of(name, days);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--period: " + Screen.safe(e.getMessage()));
        }
    }

    private static void save(Path file, String text) {
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.badInput(file + " is there already and is not overwritten: choose another --out");
        } catch (IOException e) {
            throw CommandFailure.badInput(file + " cannot be written: " + e.getMessage());
        }
    }
}
