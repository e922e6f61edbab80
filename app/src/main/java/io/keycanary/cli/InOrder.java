package io.keycanary.cli;

import io.keycanary.cli.HeldLines.Line;
import io.keycanary.detect.LearnedKey;
import io.keycanary.detect.ScanReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes what many threads find in the order of the listing, so that the output is the same for any number of threads.
 * What is found in the first input that is not done goes out at once; what is found in later ones waits for it.
 */
final class InOrder {
    private final ScanReporter reporter;
    private final Progressed progressed;
    private final ScanProgress progress;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Map<Integer, Page> pages = new HashMap<>();
    private int front;
    private @Nullable RuntimeException failure;

    /** Takes each input once everything of it is written. */
    @FunctionalInterface
    interface Progressed {
        void written(ScanInput input, Outcome outcome);
    }

    /**
     * How the reading of one input ended.
     *
     * @param report null when it could not be read to its end: nothing is known about its records
     */
    record Outcome(@Nullable ScanReport report, List<LearnedKey> learned) {}

    InOrder(ScanReporter reporter, ScanProgress progress, Progressed progressed) {
        this.reporter = reporter;
        this.progress = progress;
        this.progressed = progressed;
    }

    /** What is found in one input. For the one thread that reads it. */
    final class Page {
        private final ScanInput input;
        private final int ordinal;
        private final HeldLines held = new HeldLines();
        private final List<LearnedKey> learned = new ArrayList<>();
        private @Nullable Outcome outcome;

        private Page(ScanInput input, int ordinal) {
            this.input = input;
            this.ordinal = ordinal;
        }

        void write(Line line) {
            if (line.result()) {
                progress.found();
            }
            inTurn(() -> {
                if (ordinal == front) {
                    reporter.write(line);
                } else {
                    held.add(line);
                }
            });
        }

        void learned(LearnedKey key) {
            learned.add(key);
        }

        /** It was read. */
        void end(@Nullable ScanReport report) {
            progress.done();
            inTurn(() -> {
                outcome = new Outcome(report, learned);
                advance();
            });
        }
    }

    Page begin(ScanQueue.Job job) {
        Page page = new Page(job.input(), job.ordinal());
        inTurn(() -> pages.put(page.ordinal, page));
        return page;
    }

    /** After a failure every other thread gets it too: what is lost must not be passed over by what comes later. */
    private void inTurn(Runnable work) {
        turn.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            work.run();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void advance() {
        for (Page page = pages.get(front); page != null; page = pages.get(front)) {
            page.held.drainTo(reporter::write);
            if (page.outcome == null) {
                return;
            }
            pages.remove(front++);
            progressed.written(page.input, page.outcome);
        }
    }

    /** Does something while nobody writes. */
    void undisturbed(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Writes what waits although earlier inputs are not done, and nothing from then on. For a program that ends.
     *
     * @param first done while nobody writes, before anything is written
     * @param done takes the inputs that are done and whose turn had not come
     */
    void giveUp(Runnable first, Progressed done) {
        turn.lock(); // and never unlocked
        first.run();
        for (Page page : new TreeMap<>(pages).values()) {
            page.held.drainTo(reporter::write);
            if (page.outcome != null) {
                done.written(page.input, page.outcome);
            }
        }
    }
}
