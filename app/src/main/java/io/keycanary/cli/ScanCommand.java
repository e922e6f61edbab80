package io.keycanary.cli;

import io.keycanary.detect.Limits;
import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: finds token use in logs. Opens no database when the tokens come from a file. */
@Command(
        name = "scan",
        description = {
            "Finds the use of tokens in CloudTrail logs of any layout.",
            "Prints one line per match, and a summary on standard error. Content that is no CloudTrail is counted as"
                    + " foreign and changes nothing. Exit code 0: no match, 1: matches, 3: some input was damaged or"
                    + " unreadable (its matches are still printed)."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary scan /var/log/cloudtrail",
            "  keycanary scan --tokens tokens.json --format json logs/ more.json.gz",
            "  aws s3 cp s3://trail/key.json.gz - | keycanary scan --tokens tokens.json -"
        })
public final class ScanCommand implements Callable<Integer> {
    private final Keycanary program;
    private final Screen screen;
    private final Supplier<Ledger> ledger;
    private final InstantSource clock;
    private final InputStream standardInput;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "A file, a folder (with all below it), or - for standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description =
                    "Tokens to look for, as `keycanary token index` writes them; without it, those of the register.")
    private @Nullable Path tokens;

    @Option(
            names = "--max-inflated",
            paramLabel = "BYTES",
            description = "Bound of what one file may inflate to. Default: 4294967296.")
    private long maxInflated = Limits.DEFAULT.maxInflatedBytes();

    @Option(
            names = "--max-record",
            paramLabel = "BYTES",
            description = "Bound of one record; a longer one is malformed. Default: 16777216.")
    private int maxRecord = Limits.DEFAULT.maxRecordBytes();

    /** The verb with its parts. */
    public ScanCommand(
            Keycanary program, Screen screen, Supplier<Ledger> ledger, InstantSource clock, InputStream standardInput) {
        this.program = program;
        this.screen = screen;
        this.ledger = ledger;
        this.clock = clock;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException {
        Instant began = clock.instant();
        ScanReporter reporter = new ScanReporter(screen, program.json(), new Progress(screen, clock));
        try (ScanInputs inputs = new ScanInputs(paths, standardInput)) {
            ScanTotals totals = new Scan(limits(), reporter).run(watched(), inputs);
            reporter.finished(totals, Duration.between(began, clock.instant()));
            return totals.exitCode();
        } catch (ScanReporter.ReaderIsGone e) {
            return Exit.INCOMPLETE;
        }
    }

    private List<WatchedToken> watched() {
        if (tokens != null) {
            return TokenFile.read(tokens);
        }
        List<WatchedToken> registered = ledger.get().read(stores -> Watchlist.watched(stores.tokens()));
        if (registered.isEmpty()) {
            throw CommandFailure.badInput(
                    "there is nothing to look for: the register is empty; give --tokens FILE, or issue a token");
        }
        return registered;
    }

    private Limits limits() {
        try {
            int window = (int) Math.min(Integer.MAX_VALUE, Math.max(Limits.DEFAULT.windowBytes(), 2L * maxRecord));
            return new Limits(maxInflated, maxRecord, window);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--max-inflated or --max-record: " + e.getMessage());
        }
    }
}
