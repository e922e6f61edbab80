package io.keycanary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Hands listed inputs to the threads that read them, the largest first: begun last, it would keep one thread busy while
 * the others have nothing left to do.
 *
 * <p>Everything is bounded. Results are written in the order of the listing, so a large input may only be preferred to
 * {@link #WINDOW} earlier ones; else the results of all others would wait in memory for the smallest. Inputs behind a
 * network are opened before their turn, as many as {@link #OPEN_AHEAD_BYTES} hold.
 */
final class ScanQueue {
    /** Inputs that are known and not yet begun: enough to foresee the end of most scans. */
    static final int LISTED = 100_000;

    /** Inputs among which the largest is chosen. */
    static final int WINDOW = 512;

    private static final int OPEN_AHEAD = 32;
    private static final long OPEN_AHEAD_BYTES = 64L << 20;

    /** What an input may hold while it waits: stores read larger ones piece by piece. */
    private static final long MOST_HELD_BYTES = 8L << 20;

    private static final Executor OPENERS = Executors.newVirtualThreadPerTaskExecutor();

    private final Queue<Job> listed = new ArrayDeque<>();
    private final PriorityQueue<Job> window = new PriorityQueue<>(Job::largestFirst);
    private final Queue<Job> next = new ArrayDeque<>();
    private int unprinted;
    private long heldBytes;
    private int count;
    private long bytes;
    private boolean ended;

    /** One input, and the bytes that were opened for it ahead. */
    final class Job {
        private final int ordinal;
        private final ScanInput input;
        private @Nullable CompletableFuture<InputStream> ahead;

        private Job(int ordinal, ScanInput input) {
            this.ordinal = ordinal;
            this.input = input;
        }

        private static int largestFirst(Job a, Job b) {
            int bySize = Long.compare(b.input.bytes(), a.input.bytes());
            return bySize == 0 ? Integer.compare(a.ordinal, b.ordinal) : bySize;
        }

        /** Its place in the listing, from 0. */
        int ordinal() {
            return ordinal;
        }

        ScanInput input() {
            return input;
        }

        private void openAhead() {
            ahead = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return input.opener().open();
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    OPENERS);
        }

        /** The bytes; once only. */
        InputStream open() throws IOException {
            if (ahead == null) {
                return input.opener().open();
            }
            try {
                return ahead.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof IOException why) {
                    throw why;
                }
                throw e;
            }
        }

        private long held() {
            return Math.min(MOST_HELD_BYTES, Math.max(0, input.bytes()));
        }

        /** It was read: what was opened ahead is no longer held. */
        void release() {
            if (ahead != null) {
                synchronized (ScanQueue.this) {
                    heldBytes -= held();
                    ScanQueue.this.notifyAll();
                }
            }
        }
    }

    /** Adds the next input of the listing; waits while many are known already. */
    synchronized void add(ScanInput input) throws InterruptedException {
        while (listed.size() >= LISTED) {
            wait();
        }
        listed.add(new Job(count++, input));
        bytes += Math.max(0, input.bytes());
        notifyAll();
    }

    /** The listing is complete. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** One more input was written out, in the order of the listing. */
    synchronized void printed() {
        unprinted--;
        notifyAll();
    }

    /** The input to read next; waits for one; null when there will be none. */
    synchronized @Nullable Job take() throws InterruptedException {
        while (true) {
            fill();
            Job job = next.poll();
            if (job != null) {
                notifyAll();
                return job;
            }
            if (ended && listed.isEmpty()) {
                return null;
            }
            wait();
        }
    }

    private void fill() {
        while (unprinted < WINDOW && !listed.isEmpty()) {
            window.add(listed.remove());
            unprinted++;
        }
        for (Job job = window.peek(); job != null && mayBeNext(job); job = window.peek()) {
            next.add(window.remove());
            if (job.input.distant()) {
                heldBytes += job.held();
                job.openAhead();
            }
        }
    }

    private boolean mayBeNext(Job job) {
        boolean room = next.size() < OPEN_AHEAD && heldBytes + job.held() <= OPEN_AHEAD_BYTES;
        return next.isEmpty() || job.input.distant() && room;
    }

    /**
     * How much there is to read, as far as the listing has come.
     *
     * @param complete whether that is all
     */
    record Extent(int inputs, long bytes, boolean complete) {}

    synchronized Extent extent() {
        return new Extent(count, bytes, ended);
    }

    /** Waits until this much is listed, or everything, or as much as fits. */
    synchronized Extent extentOf(long atLeastBytes) throws InterruptedException {
        while (!ended && bytes < atLeastBytes && listed.size() < LISTED) {
            wait();
        }
        return extent();
    }
}
