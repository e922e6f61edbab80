package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.detect.Limits;
import org.junit.jupiter.api.Test;

class ScanMemoryTest {
    private static final long MEGABYTE = 1L << 20;
    private static final int RECORD = Limits.DEFAULT.maxRecordBytes();

    private static ScanMemory of(int threads, long heapMegabytes) {
        return ScanMemory.of(threads, Limits.DEFAULT.maxInflatedBytes(), RECORD, heapMegabytes * MEGABYTE);
    }

    @Test
    void heap_large_givesAllThreadsAndTheDefaultLimits() {
        assertThat(of(64, 30_000)).isEqualTo(new ScanMemory(64, Limits.DEFAULT));
    }

    @Test
    void heap_ofASmallMachine_givesAllThreadsSmallerWindows() {
        ScanMemory memory = of(2, 256);
        assertThat(memory.threads()).isEqualTo(2);
        assertThat(memory.limits().windowBytes()).isBetween(2 * RECORD, Limits.DEFAULT.windowBytes() - 1);
    }

    @Test
    void heap_tooSmallForTheThreads_givesFewer() {
        assertThat(of(8, 256).threads()).isEqualTo(2);
        assertThat(of(8, 128).threads()).isEqualTo(1);
        assertThat(of(8, 1).threads()).isEqualTo(1);
    }

    @Test
    void windows_ofAnyHeap_fitIntoIt() {
        for (int heap = 150; heap < 20_000; heap += 50) {
            ScanMemory memory = of(16, heap);
            double held = 20 * MEGABYTE + 2.0 * memory.limits().windowBytes() * memory.threads();
            assertThat(held).as("%s MB", heap).isLessThan(heap * MEGABYTE * 0.7);
        }
    }

    @Test
    void record_largerThanAWindowCanBe_isRefused() {
        assertThatThrownBy(() -> ScanMemory.of(1, 1, Integer.MAX_VALUE, 1 << 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2147483647 per record");
    }
}
