package io.keycanary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that work on one thing together: the first failure of one ends the work of all. */
final class Crew {
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger working = new AtomicInteger(1);

    /** The work of one thread. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    void start(String name, Work work) {
        working.incrementAndGet();
        begin(name, work);
    }

    /** Starts a thread that works as long as the others do, until it is interrupted. */
    void accompany(String name, Work work) {
        begin(name, work);
    }

    private void begin(String name, Work work) {
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(work));
        threads.add(thread);
        thread.start();
    }

    private void run(Work work) {
        try {
            work.run();
            leave();
        } catch (Throwable e) { // the edge of a thread: whoever waits for it gets it
            ended.completeExceptionally(e);
        }
    }

    private void leave() {
        if (working.decrementAndGet() == 0) {
            ended.complete(null);
        }
    }

    /**
     * Waits until all are done, or one failed; then the others are interrupted and not waited for, because one that
     * reads from a pipe cannot be interrupted.
     */
    void await() throws InterruptedException {
        leave();
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case RuntimeException failure -> failure;
            case OutOfMemoryError ignored ->
                CommandFailure.incomplete("there is not enough memory for these inputs: give the program more"
                        + " (JAVA_TOOL_OPTIONS=-Xmx1g), or let it read with one thread (--threads 1)");
            default -> new IllegalStateException("a thread that reads has ended", cause);
        };
    }
}
