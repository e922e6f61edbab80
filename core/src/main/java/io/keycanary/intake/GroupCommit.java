package io.keycanary.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares one transaction, and so one sync of the disk, between callers that come while another one is written. Whoever
 * gets the lock writes for everyone who waits; there is no thread of its own, and a lone caller waits for nobody.
 *
 * <p>Work that fails does not fail its neighbours: the group is rolled back and each is tried alone.
 */
final class GroupCommit {
    private static final int MAX_GROUP = 256;

    private final Ledger ledger;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Work> waiting = new ArrayList<>();

    GroupCommit(Ledger ledger) {
        this.ledger = ledger;
    }

    private static final class Work {
        private final Consumer<Stores> change;
        private boolean done;
        private @Nullable RuntimeException failure;

        Work(Consumer<Stores> change) {
            this.change = change;
        }
    }

    /**
     * Returns when the change is stored.
     *
     * @throws LedgerException when it cannot be stored now
     */
    void commit(Consumer<Stores> change) throws InterruptedException {
        Work own = new Work(change);
        synchronized (waiting) {
            waiting.add(own);
        }
        writing.lockInterruptibly();
        try {
            while (!own.done) {
                write(next());
            }
        } finally {
            writing.unlock();
        }
        if (own.failure != null) {
            throw own.failure;
        }
    }

    private List<Work> next() {
        synchronized (waiting) {
            List<Work> head = waiting.subList(0, Math.min(MAX_GROUP, waiting.size()));
            List<Work> group = new ArrayList<>(head);
            head.clear();
            return group;
        }
    }

    private void write(List<Work> group) {
        try {
            ledger.change(stores -> group.forEach(work -> work.change.accept(stores)));
        } catch (LedgerException e) {
            group.forEach(work -> work.failure = e);
        } catch (RuntimeException e) {
            // Our bug in one of them: it is rethrown to its own caller, the others must not suffer for it.
            if (group.size() == 1) {
                group.getFirst().failure = e;
            } else {
                group.forEach(work -> write(List.of(work)));
            }
        }
        group.forEach(work -> work.done = true);
    }
}
