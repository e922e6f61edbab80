package io.keycanary.store;

import io.keycanary.intake.LedgerException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Does work again when another transaction came in between, a bounded number of times. */
final class Attempts {
    private static final int MOST = 10;
    /** Shorter than SQLite waits for its lock: who waited that long is not sent to wait again. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private static final int FIRST_PAUSE_MILLIS = 2;
    private static final int LONGEST_PAUSE_MILLIS = 250;

    private final String where;

    /** For messages: the database, without a password. */
    Attempts(String where) {
        this.where = where;
    }

    <T> T run(Supplier<T> work) {
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (JdbiException | StaleIncidentException e) {
                Failure failure = Failure.of(e);
                boolean over = attempt == MOST || System.nanoTime() - began > LONGEST.toNanos();
                if (over || !failure.passing()) {
                    throw failure.exception(where, e);
                }
                pause(attempt, e);
            }
        }
    }

    /** Random, so that two which met do not meet again. */
    private void pause(int attempt, RuntimeException reason) {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longest) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while the database " + where + " was busy", reason);
        }
    }
}
