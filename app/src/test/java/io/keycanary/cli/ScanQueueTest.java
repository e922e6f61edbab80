package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanQueueTest {
    private final ScanQueue queue = new ScanQueue();

    private static ScanInput local(String name, long bytes) {
        return new ScanInput(null, name, bytes, false, () -> new ByteArrayInputStream(new byte[0]));
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(queue.take()).input().name();
    }

    @Test
    void largest_isTakenFirst_equalOnesInOrder() throws Exception {
        for (ScanInput input : List.of(local("a", 5), local("b", 9), local("c", 5), local("d", 7))) {
            queue.add(input);
        }
        queue.end();
        assertThat(List.of(next(), next(), next(), next())).containsExactly("b", "d", "a", "c");
        assertThat(queue.take()).isNull();
        assertThat(queue.extent()).isEqualTo(new ScanQueue.Extent(4, 26, true));
    }

    @Test
    void large_isNotPreferredToMoreThanTheWindow() throws Exception {
        for (int i = 0; i < ScanQueue.WINDOW; i++) {
            queue.add(local("small " + i, 1));
        }
        queue.add(local("large", 1000));
        queue.end();
        assertThat(next()).as("the large one is still outside").isEqualTo("small 0");
        queue.printed();
        assertThat(List.of(next(), next()))
                .as("one was chosen before it came in")
                .contains("large");
    }

    @Test
    void distantInputs_areOpenedAhead_withinBounds() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch eight = new CountDownLatch(8);
        for (int i = 0; i < 100; i++) {
            queue.add(new ScanInput(null, "o" + i, 8 << 20, true, () -> {
                opened.incrementAndGet();
                eight.countDown();
                return new ByteArrayInputStream(new byte[] {42});
            }));
        }
        queue.end();
        List<ScanQueue.Job> taken = new ArrayList<>();
        taken.add(Objects.requireNonNull(queue.take()));
        assertThat(eight.await(30, TimeUnit.SECONDS))
                .as("as many as fit into 64 MiB")
                .isTrue();
        assertThat(opened).hasValue(8);
        assertThat(taken.getFirst().open().read()).isEqualTo(42);
        taken.getFirst().release();
        for (int i = 1; i < 100; i++) {
            ScanQueue.Job job = Objects.requireNonNull(queue.take());
            assertThat(job.open().read()).isEqualTo(42);
            job.release();
            queue.printed();
        }
        assertThat(opened).as("each once").hasValue(100);
        assertThat(queue.take()).isNull();
    }

    @Test
    void failureOfOpeningAhead_reachesTheReader() throws Exception {
        queue.add(new ScanInput(null, "gone", 1, true, () -> {
            throw new IOException("gone");
        }));
        queue.end();
        ScanQueue.Job job = Objects.requireNonNull(queue.take());
        org.assertj.core.api.Assertions.assertThatThrownBy(job::open)
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
