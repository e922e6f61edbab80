package io.keycanary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Open loop: calls begin at fixed times whatever became of the earlier ones, and each counts from the time at which it
 * was due, so that a stall of the other side is not hidden.
 */
final class Paced {
    private Paced() {}

    /**
     * One call.
     *
     * @param due when it was to begin, {@link System#nanoTime()}
     * @param ended when its answer was there
     */
    record Call(int number, long due, long ended) {
        long nanos() {
            return ended - due;
        }
    }

    /** Makes so many calls at so many a second, and returns when all were answered. */
    static List<Call> run(int count, int perSecond, IntFunction<Callable<Void>> calls)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        List<Future<Call>> begun = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                begun.add(threads.submit(() -> {
                    calls.apply(number).call();
                    return new Call(number, due, System.nanoTime());
                }));
            }
        }
        List<Call> all = new ArrayList<>();
        for (Future<Call> call : begun) {
            all.add(call.get());
        }
        return all;
    }
}
