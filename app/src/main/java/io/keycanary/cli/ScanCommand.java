package io.keycanary.cli;

import io.keycanary.detect.Engines;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.integrity.PublicKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scan}: finds token use in logs. Opens no database when the tokens come from a file. */
public final class ScanCommand implements Callable<Integer>, DescribedVerb {
    private final Keycanary program;
    private final Screen screen;
    private final Supplier<Ledger> ledger;
    private final Supplier<Engines> engines;
    private final ObjectStore.Opener opener;
    private final InstantSource clock;
    private final InputStream standardInput;
    private final ScanOptions options = new ScanOptions();

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
    public CommandSpec spec() {
        return options.spec(this);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int threads = options.threads();
        ScanMemory memory = memory(threads);
        PublicKeys keys = options.digests().keys();
        DatePeriod period = DatePeriod.of(options.since(), options.until());
        ScanReporter reporter = new ScanReporter(screen, program.json(), new Progress(screen, clock));
        try (ScanInputs inputs = new ScanInputs(options.paths(), period, stores(), standardInput)) {
            TokenIndex watched = watched();
            ScanState state = state(watched, inputs);
            Scan scan = new Scan(new Scan.Settings(memory, engines.get()), watched, reporter, clock);
            try (Interruption ignored = Interruption.before(() -> giveUp(scan, inputs))) {
                int found = scan.run(inputs, state).exitCode();
                return options.digests().intact(inputs, keys, period.since(), threads, reporter)
                        ? found
                        : Exit.INCOMPLETE;
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
        return new Stores(opener, options.access());
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
        Path resume = options.resume();
        if (resume == null) {
            return ScanState.unkept(clock);
        }
        if (!inputs.lasting()) {
            throw CommandFailure.badInput(
                    "--resume needs inputs that can be read again; standard input and pipes cannot");
        }
        Map<String, String> task = new LinkedHashMap<>();
        task.put("tokens", Fingerprint.of(watched));
        task.put("paths", Json.line(options.paths()));
        task.put("--since or --until", options.since() + " " + options.until());
        task.put("--endpoint-url", String.valueOf(options.access().endpoint()));
        task.put("--max-inflated or --max-record", options.maxInflated() + " " + options.maxRecord());
        return ScanState.in(resume, task, clock);
    }

    private TokenIndex watched() {
        Path tokens = options.tokens();
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

    private ScanMemory memory(int threads) {
        try {
            return ScanMemory.of(
                    threads,
                    options.maxInflated(),
                    options.maxRecord(),
                    Runtime.getRuntime().maxMemory());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--max-inflated or --max-record: " + e.getMessage());
        }
    }
}
