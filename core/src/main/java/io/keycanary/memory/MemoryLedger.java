package io.keycanary.memory;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * All stores in memory, for tests. One transaction runs at a time, under one lock; each change remembers how to undo it.
 *
 * <pre>
 *   write: lock - begin - work - (failed? undo, newest change first) - unlock
 * </pre>
 */
public final class MemoryLedger implements Ledger {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Transaction transaction = new Transaction();
    private final MemoryStores stores = new MemoryStores(transaction);

    @Override
    public <T> T write(Function<Stores, T> work) {
        lock.lock();
        boolean done = false;
        try {
            transaction.begin(true);
            T result = work.apply(stores);
            done = true;
            return result;
        } finally {
            if (!done) {
                transaction.undo();
            }
            transaction.begin(false);
            lock.unlock();
        }
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        lock.lock();
        try {
            return work.apply(stores);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing to release. */
    @Override
    public void close() {}
}
