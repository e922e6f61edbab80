package io.keycanary.integrity;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Main entry point: checks the files of trails against CloudTrail's digests. Reads every listed log file once, as a
 * stream. Memory grows by up to 35 bytes for each log file, and a name for each digest.
 */
public final class TrailVerifier {
    /** Digests come hourly; a copy made in between may have one region an hour ahead of another. */
    private static final Duration LAG = Duration.ofHours(2);

    private final @Nullable PublicKeys keys;
    private final @Nullable Instant since;
    private final int threads;

    /**
     * A verifier.
     *
     * @param keys public keys; null to check hashes and links only
     * @param since the files of earlier time are not expected to be there; null when all are
     * @param threads how many chains are read at once, at least 1
     */
    public TrailVerifier(@Nullable PublicKeys keys, @Nullable Instant since, int threads) {
        this.keys = keys;
        this.since = since;
        this.threads = threads;
    }

    /**
     * Checks the files.
     *
     * @throws InterruptedException when the thread is interrupted: the answer is lost
     */
    public IntegrityReport verify(TrailFiles files, IntegrityListener listener) throws InterruptedException {
        Tally tally = new Tally(listener);
        Inventory inventory = Inventory.of(files);
        Coverage coverage = new Coverage();
        LogCheck logs = new LogCheck(files, inventory, tally, since);
        Verification run = new Verification(files, keys, since, logs, coverage, tally);
        Map<Chain, Instant> ends = walk(inventory, run);
        int rest = inventory.digests().size();
        stragglers(rest, ends, tally);
        new UnlistedLogs(rest, inventory, coverage, tally).report(files);
        tally.ended(rest);
        return tally.report(keys != null, inventory.digests().size());
    }

    private Map<Chain, Instant> walk(Inventory inventory, Verification run) throws InterruptedException {
        List<Chain> chains = new ArrayList<>(inventory.digests().keySet());
        List<Callable<@Nullable Instant>> walks = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            walks.add(walk(i, chains.get(i), inventory, run));
        }
        Map<Chain, Instant> ends = new LinkedHashMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<@Nullable Instant>> walked = workers.invokeAll(walks);
            for (int i = 0; i < walked.size(); i++) {
                Instant end = walked.get(i).get();
                if (end != null) {
                    ends.put(chains.get(i), end);
                }
            }
            return ends;
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Callable<@Nullable Instant> walk(int part, Chain chain, Inventory inventory, Verification run) {
        return () -> {
            Instant end = new ChainCheck(part, chain, inventory.digests(chain), run).run();
            run.tally().ended(part);
            return end;
        };
    }

    /** A chain throws only what the listener or a bug of ours throws. */
    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e.getCause());
    }

    /** All regions of a trail get a digest each hour: one that ends early was cut at its end. */
    private static void stragglers(int part, Map<Chain, Instant> ends, Tally tally) {
        Map<Chain.Trail, Instant> latest = new HashMap<>();
        ends.forEach(
                (chain, end) -> latest.merge(chain.ofTrail(), end, (one, other) -> one.isAfter(other) ? one : other));
        ends.forEach((chain, end) -> {
            Instant last = latest.getOrDefault(chain.ofTrail(), end);
            if (!chain.backfill() && end.plus(LAG).isBefore(last)) {
                tally.finding(
                        part,
                        new IntegrityFinding(
                                Kind.GAP,
                                "digests of " + chain.region(),
                                chain.account(),
                                chain.region(),
                                chain.trail(),
                                end,
                                last,
                                "the digests end here, those of other regions of the trail go on"));
            }
        });
    }
}
