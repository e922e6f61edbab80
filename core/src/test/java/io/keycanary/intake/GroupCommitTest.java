package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.memory.MemoryLedger;
import io.keycanary.source.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    /** A ledger that counts its transactions, and whose first one waits until it may go on. */
    private static final class Slow implements Ledger {
        private final Ledger real = new MemoryLedger();
        private final AtomicInteger writes = new AtomicInteger();
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        @Override
        public <T> T write(Function<Stores, T> work) {
            if (writes.incrementAndGet() == 1) {
                try {
                    assertThat(mayGoOn.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return real.write(work);
        }

        @Override
        public <T> T read(Function<Stores, T> work) {
            return real.read(work);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private static java.util.Optional<String> position(Ledger ledger, String source) {
        return ledger.read(stores -> stores.checkpoints().position(source));
    }

    @Test
    void commit_manyAtOnce_shareTransactionsAndAllAreStored() throws Exception {
        Slow ledger = new Slow();
        GroupCommit commits = new GroupCommit(ledger);
        AtomicInteger begun = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String name = "source-" + i;
                all.add(threads.submit(() -> {
                    begun.incrementAndGet();
                    commits.commit(stores -> stores.checkpoints().put(new Checkpoint(name, "1")));
                    return null;
                }));
            }
            while (begun.get() < 50) {
                Thread.onSpinWait();
            }
            ledger.mayGoOn.countDown();
            for (Future<?> each : all) {
                each.get(10, TimeUnit.SECONDS);
            }
        }
        for (int i = 0; i < 50; i++) {
            String name = "source-" + i;
            assertThat(position(ledger, name)).contains("1");
        }
        assertThat(ledger.writes.get()).isLessThan(50);
    }

    @Test
    void commit_oneFails_neighboursAreStored() throws Exception {
        Slow ledger = new Slow();
        GroupCommit commits = new GroupCommit(ledger);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> {
                commits.commit(stores -> stores.checkpoints().put(new Checkpoint("first", "1")));
                return null;
            });
            Future<?> bad = threads.submit(() -> {
                commits.commit(stores -> {
                    stores.checkpoints().put(new Checkpoint("bad", "1"));
                    throw new IllegalStateException("our bug");
                });
                return null;
            });
            Future<?> good = threads.submit(() -> {
                commits.commit(stores -> stores.checkpoints().put(new Checkpoint("good", "1")));
                return null;
            });
            ledger.mayGoOn.countDown();
            first.get(10, TimeUnit.SECONDS);
            good.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("our bug");
        }
        assertThat(position(ledger, "good")).contains("1");
        assertThat(position(ledger, "bad")).isEmpty();
    }
}
