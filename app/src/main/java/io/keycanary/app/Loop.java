package io.keycanary.app;

import io.keycanary.token.Printable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own, whatever happens to it in between. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Thread thread;

    /** One turn. */
    @FunctionalInterface
    interface Turn {
        void run() throws InterruptedException;
    }

    /** Starts it. */
    Loop(String name, Duration pause, Turn turn) {
        thread = Thread.ofVirtual().name(name).start(() -> run(name, pause, turn));
    }

    private static void run(String name, Duration pause, Turn turn) {
        int failures = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                failures = attempt(name, turn, failures);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the failures in a row. They are told of ever more seldom: a night without a database is no full log. */
    private static int attempt(String name, Turn turn, int failuresBefore) throws InterruptedException {
        try {
            turn.run();
            if (failuresBefore > 0) {
                LOG.warn("{} goes on, after {} failures in a row", name, failuresBefore);
            }
            return 0;
        } catch (RuntimeException e) {
            // Thread edge: the database or a folder may be away for a while; this must go on when it is back.
            int failures = failuresBefore + 1;
            if (Integer.bitCount(failures) == 1) {
                LOG.warn(
                        "{} failed ({} in a row) and will be tried again: {}",
                        name,
                        failures,
                        Printable.line(String.valueOf(e.getMessage()), 500));
            }
            LOG.debug("{} failed", name, e);
            return failures;
        }
    }

    /** Ends it, after the present turn if that is short. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(STOP_WITHIN)) {
                LOG.warn("{} does not stop", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
