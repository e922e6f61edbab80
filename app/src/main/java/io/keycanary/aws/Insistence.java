package io.keycanary.aws;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import io.keycanary.intake.Stores;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource.Sink;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Stores what came from AWS, however long the store is away: given back, a message would be given up by its queue after a
 * few times.
 */
final class Insistence {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration MOST = Duration.ofSeconds(30);

    private Insistence() {}

    static void offer(RecordBytes batch, Sink sink) throws InterruptedException {
        for (int failures = 1; sink.offer(batch) instanceof Outcome.Retry; failures++) {
            Thread.sleep(after(failures, FIRST, MOST));
        }
    }

    static void offer(AlarmNotice notice, Sink sink) throws InterruptedException {
        for (int failures = 1; sink.offer(notice) instanceof Outcome.Retry; failures++) {
            Thread.sleep(after(failures, FIRST, MOST));
        }
    }

    static void change(Ledger ledger, Consumer<Stores> work) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                ledger.change(work);
                return;
            } catch (LedgerException e) {
                Thread.sleep(after(failures, FIRST, MOST));
            }
        }
    }

    /** How long to wait after so many failures in a row: twice as long each time. */
    static Duration after(int failures, Duration first, Duration most) {
        Duration wait = first.multipliedBy(1L << Math.min(20, failures - 1));
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
