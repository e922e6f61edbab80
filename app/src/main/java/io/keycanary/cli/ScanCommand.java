package io.keycanary.cli;

import io.keycanary.detect.Engines;
import io.keycanary.detect.Limits;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.integrity.PublicKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: finds token use in logs. Opens no database when the tokens come from a file. */
@Command(
        name = "scan",
        description = {
            "Finds the use of tokens in CloudTrail logs of any layout.",
            "Prints one line per match, and a summary on standard error. Content that is no CloudTrail is counted as"
                    + " foreign and changes nothing. Exit code 0: no match, 1: matches, 3: some input was damaged or"
                    + " unreadable, or the scan was interrupted (its matches are still printed)."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary scan /var/log/cloudtrail",
            "  keycanary scan --tokens tokens.json --format json logs/ more.json.gz",
            "  keycanary scan --since 2026-11-01 --resume hunt.state s3://trail/AWSLogs/",
            "  keycanary scan --verify-digests --public-keys keys.json trail-copy/",
            "  zcat old.json.gz | keycanary scan --tokens tokens.json -"
        })
public final class ScanCommand implements Callable<Integer> {
    private final Keycanary program;
    private final Screen screen;
    private final Supplier<Ledger> ledger;
    private final Supplier<Engines> engines;
    private final ObjectStore.Opener opener;
    private final InstantSource clock;
    private final InputStream standardInput;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "A file, a folder (with all below it), s3://BUCKET/PREFIX, or - for standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description =
                    "Tokens to look for, as `keycanary token index` writes them; without it, those of the register.")
    private @Nullable Path tokens;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Reads only what CloudTrail delivered from then on, by the date folders and file names of its"
                    + " layout: 2026-11-20, or 2026-11-20T14:30Z. UTC.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Reads only what was delivered before; a date includes that day. Delivery takes some minutes:"
                    + " leave it room.")
    private @Nullable String until;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Keeps in FILE how far it is, and goes on from there when FILE exists; removes it at the end."
                    + " Matches of inputs that were not done may be printed again.")
    private @Nullable Path resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many read at the same time; fewer when memory is short. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--region", paramLabel = "NAME", description = "Region of S3, if it cannot be found out.")
    private @Nullable String region;

    @Option(names = "--profile", paramLabel = "NAME", description = "AWS profile to read S3 with.")
    private @Nullable String profile;

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "A store that speaks S3, instead of AWS.")
    private @Nullable URI endpoint;

    @Option(names = "--request-payer", description = "Agrees to pay for reading buckets whose requester pays.")
    private boolean requestPayer;

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

    @Mixin
    private DigestOptions digests = new DigestOptions();

    /**
     * The verb with its parts.
     *
     * @param engines of the detector
     * @param opener called only when there is something in a store to read
     */
    public ScanCommand(
            Keycanary program,
            Screen screen,
            Supplier<Ledger> ledger,
            Supplier<Engines> engines,
            ObjectStore.Opener opener,
            InstantSource clock,
            InputStream standardInput) {
        this.program = program;
        this.screen = screen;
        this.ledger = ledger;
        this.engines = engines;
        this.opener = opener;
        this.clock = clock;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1) {
            throw CommandFailure.badInput("--threads is at least 1, not " + threads);
        }
        ScanMemory memory = memory();
        PublicKeys keys = digests.keys();
        DatePeriod period = DatePeriod.of(since, until);
        ScanReporter reporter = new ScanReporter(screen, program.json(), new Progress(screen, clock));
        try (ScanInputs inputs = new ScanInputs(paths, period, stores(), standardInput)) {
            TokenIndex watched = watched();
            ScanState state = state(watched, inputs);
            Scan scan = new Scan(new Scan.Settings(memory, engines.get()), watched, reporter, clock);
            try (Interruption ignored = Interruption.before(() -> giveUp(scan, inputs))) {
                int found = scan.run(inputs, state).exitCode();
                return digests.intact(inputs, keys, period.since(), threads, reporter) ? found : Exit.INCOMPLETE;
            }
        } catch (ScanReporter.ReaderIsGone e) {
            return Exit.INCOMPLETE;
        }
    }

    private void giveUp(Scan scan, ScanInputs inputs) {
        try (inputs) {
            scan.giveUp();
        } catch (IOException | ScanReporter.ReaderIsGone e) {
            // the program ends: a copy that cannot be removed, or a reader who left too, changes nothing
        } finally {
            screen.out().flush();
            screen.err().flush();
        }
    }

    private Stores stores() {
        return new Stores(opener, new ObjectStore.Access(region, profile, endpoint, requestPayer));
    }

    /** Makes the store when it is first asked for. */
    private static final class Stores implements ScanInputs.ObjectStores {
        private final ObjectStore.Opener opener;
        private final ObjectStore.Access access;
        private @Nullable ObjectStore store;

        Stores(ObjectStore.Opener opener, ObjectStore.Access access) {
            this.opener = opener;
            this.access = access;
        }

        @Override
        public synchronized ObjectStore get() {
            ObjectStore present = store == null ? opener.open(access) : store;
            store = present;
            return present;
        }

        @Override
        public synchronized void close() {
            if (store != null) {
                store.close();
            }
        }
    }

    private ScanState state(TokenIndex watched, ScanInputs inputs) {
        if (resume == null) {
            return ScanState.unkept(clock);
        }
        if (!inputs.lasting()) {
            throw CommandFailure.badInput(
                    "--resume needs inputs that can be read again; standard input and pipes cannot");
        }
        Map<String, String> task = new LinkedHashMap<>();
        task.put("tokens", Fingerprint.of(watched));
        task.put("paths", Json.line(paths));
        task.put("--since or --until", since + " " + until);
        task.put("--endpoint-url", String.valueOf(endpoint));
        task.put("--max-inflated or --max-record", maxInflated + " " + maxRecord);
        return ScanState.in(resume, task, clock);
    }

    private TokenIndex watched() {
        if (tokens != null) {
            return TokenFile.index(tokens);
        }
        List<WatchedToken> registered = ledger.get().read(stores -> Watchlist.watched(stores.tokens()));
        if (registered.isEmpty()) {
            throw CommandFailure.badInput(
                    "there is nothing to look for: the register is empty; give --tokens FILE, or issue a token");
        }
        return TokenIndex.of(registered, List.of());
    }

    private ScanMemory memory() {
        try {
            return ScanMemory.of(
                    threads, maxInflated, maxRecord, Runtime.getRuntime().maxMemory());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--max-inflated or --max-record: " + e.getMessage());
        }
    }
}
