package io.keycanary.detect;

import io.keycanary.bench.scan.Kernels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cutter over the same file as {@link Kernels}; in this package because the cutter is its secret. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class CutKernel {
    private byte[] plain = {};

    /** Reads the file. */
    @Setup
    public void read() throws IOException, InterruptedException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Kernels.packed()))) {
            plain = in.readAllBytes();
        }
    }

    /** Cuts it into records; gives how many. */
    @Benchmark
    public int cut() throws IOException {
        Count count = new Count();
        new Cutter(Window.of(plain, 0, plain.length, Limits.DEFAULT), count, Limits.DEFAULT.maxRecordBytes()).run();
        return count.pieces;
    }

    private static final class Count implements Cutter.Pieces {
        private int pieces;

        @Override
        public void piece(byte[] data, int from, int to, int shape, long offset) {
            pieces++;
        }

        @Override
        public void lost(long offset, String reason, byte[] head) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void foreign() {
            throw new IllegalStateException("foreign");
        }

        @Override
        public void damaged(long offset, String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void noise(long offset) {}

        @Override
        public boolean began() {
            return pieces > 0;
        }
    }
}
