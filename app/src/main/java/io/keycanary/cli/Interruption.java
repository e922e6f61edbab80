package io.keycanary.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a verb does when a signal ends the program (Ctrl-C, SIGTERM, SIGHUP): a few last words, then exit code 3. A JVM
 * that a signal ends would report the signal.
 */
final class Interruption implements AutoCloseable {
    /** For last words to somebody who reads slowly, or not at all. */
    private static final long WORDS_MILLIS = 3000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Runnable lastWords) {
        hook = new Thread(() -> end(lastWords), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Until it is closed. */
    static Interruption before(Runnable lastWords) {
        return new Interruption(lastWords);
    }

    private void end(Runnable lastWords) {
        if (!over.compareAndSet(false, true)) {
            await(new CountDownLatch(1), WORDS_MILLIS); // the verb was faster: it says how the program ends
            return;
        }
        CountDownLatch said = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("last-words").start(() -> {
            try {
                lastWords.run();
            } finally {
                said.countDown();
            }
        });
        await(said, WORDS_MILLIS);
        Runtime.getRuntime().halt(Exit.INCOMPLETE);
    }

    /** The verb is done. When a signal came first it waits for the end. */
    @Override
    public void close() {
        if (!over.compareAndSet(false, true)) {
            await(new CountDownLatch(1), Long.MAX_VALUE);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program ends already, and the hook knows that we are done
        }
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
