package io.keycanary.files;

import io.keycanary.intake.Ledger;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a folder tree for CloudTrail files: new, growing, rotated, gzip or plain, whatever their names.
 *
 * <p>One checkpoint per file, under its inode, so that a renamed file goes on where it was; see {@link Position}. A
 * checkpoint is forgotten an hour after its file was last seen. After a crash a file goes on from its last stored
 * position; at worst a batch that was stored is offered again, which the intake does not mind.
 *
 * <p>It polls: a watch service does not see network file systems, and a look at 10,000 files takes a few tenths of a
 * second on a busy machine. Where a look takes long the next waits nine times as long, so that looking costs a tenth of one core at most.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class FolderSource implements RecordSource {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int WAIT_FACTOR = 9;
    private static final int MAX_RETRIES_IN_A_ROW = 3;
    private static final long MAX_BATCH_BYTES = 64L << 20;

    private final Path folder;
    private final Ledger ledger;
    private final InstantSource clock;
    private final long maxBatchBytes;
    private final Map<String, WatchedFile> files = new HashMap<>();
    private final Map<String, Instant> goneSince = new HashMap<>();
    private boolean restored;
    private Instant nextLook = Instant.MIN;
    private volatile @Nullable String problem;

    /** Watches this folder and all below it; touches neither before it is polled. */
    public FolderSource(Path folder, Ledger ledger, InstantSource clock) {
        this(folder, ledger, clock, MAX_BATCH_BYTES);
    }

    FolderSource(Path folder, Ledger ledger, InstantSource clock, long maxBatchBytes) {
        this.folder = folder.toAbsolutePath().normalize();
        this.ledger = ledger;
        this.clock = clock;
        this.maxBatchBytes = maxBatchBytes;
    }

    @Override
    public String name() {
        return "files:" + folder;
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.FILES;
    }

    /** Of the last look; what cannot be read is tried again at the next one. */
    @Override
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        Instant began = clock.instant();
        if (began.isBefore(nextLook)) {
            return;
        }
        restore();
        FolderWalk walk = FolderWalk.of(folder);
        Instant seen = clock.instant();
        nextLook = seen.plus(Duration.between(began, seen).multipliedBy(WAIT_FACTOR));
        List<String> problems = new ArrayList<>(walk.problems());
        deliver(walk, sink, problems);
        if (walk.problems().isEmpty()) {
            forgetGone(walk, seen);
        }
        report(problems);
    }

    private void restore() {
        if (restored) {
            return;
        }
        String prefix = checkpoint("");
        List<Checkpoint> stored = ledger.read(stores -> stores.checkpoints().startingWith(prefix));
        for (Checkpoint one : stored) {
            String key = one.source().substring(prefix.length());
            files.put(key, watched(key, Position.of(one.position())));
        }
        restored = true;
    }

    private WatchedFile watched(String key, Position delivered) {
        return new WatchedFile(checkpoint(key), delivered, clock, maxBatchBytes);
    }

    private String checkpoint(String key) {
        return name() + "|" + key;
    }

    /** A store that is down refuses everything: no use to read all files for it. */
    private void deliver(FolderWalk walk, Sink sink, List<String> problems) throws InterruptedException {
        int retries = 0;
        for (Sight sight : walk.files()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("watching " + folder + " was interrupted");
            }
            WatchedFile file = files.computeIfAbsent(sight.key(), key -> watched(key, Position.START));
            try {
                retries = file.deliver(sight, sink) ? 0 : retries + 1;
            } catch (NoSuchFileException e) {
                LOG.debug("{} is gone", sight.path());
            } catch (IOException e) {
                problems.add(FolderWalk.inWords(sight.path(), e));
            }
            if (retries == MAX_RETRIES_IN_A_ROW) {
                return;
            }
        }
    }

    private void forgetGone(FolderWalk walk, Instant now) {
        goneSince.keySet().removeAll(walk.keys());
        List<String> gone = new ArrayList<>();
        for (String key : files.keySet()) {
            if (!walk.keys().contains(key)
                    && !now.isBefore(goneSince.computeIfAbsent(key, k -> now).plus(FORGOTTEN_AFTER))) {
                gone.add(key);
            }
        }
        if (!gone.isEmpty()) {
            ledger.change(stores -> gone.forEach(key -> stores.checkpoints().remove(checkpoint(key))));
            gone.forEach(files::remove);
            gone.forEach(goneSince::remove);
        }
    }

    private void report(List<String> problems) {
        String now = problems.isEmpty() ? null : inWords(problems);
        if (now != null && !now.equals(problem)) {
            LOG.warn("{}", now);
        }
        problem = now;
    }

    private static String inWords(List<String> problems) {
        int more = problems.size() - 1;
        return more == 0 ? problems.getFirst() : problems.getFirst() + " (and " + more + " more)";
    }
}
