package io.keycanary.cli;

import io.keycanary.figures.Prices;
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
    private final Workplace work;
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

    abstract ReportPages.Kind kind();

    /** For cost and saving; null leaves them out. */
    abstract @Nullable Prices prices();

    @Override
    public final Integer call() {
        String page = page(work.program().format() == Format.HTML);
        if (out != null) {
            save(out, page);
            work.screen().tell("wrote " + Screen.safe(out));
        } else if (work.json()) {
            work.write(new Fields().with("markdown", page).map());
        } else {
            work.screen().line(page);
        }
        return Exit.OK;
    }

    private String page(boolean html) {
        ReportPages pages = new ReportPages(work.ledger().get(), work.clock(), zone.get(), prices());
        try {
            return pages.page(kind(), period, html);
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
