package io.keycanary.detect;

import io.keycanary.bench.scan.Kernels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The search alone, over the same file as {@link Kernels}, in which it finds nothing; in this package because of {@link Watch}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Thread)
public class SearchKernel {
    /** Its name. */
    @Param({"swar", "vector"})
    public String engine = "";

    private byte[] plain = {};
    private Watch watch = new Watch(TokenIndex.of(List.of(), List.of()), AnchorSearch.scalar());

    /** Reads the file. */
    @Setup
    public void read() throws IOException, InterruptedException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Kernels.packed()))) {
            plain = in.readAllBytes();
        }
        AnchorSearch search =
                Kernels.provider(AnchorSearchProvider.class, engine).search();
        watch = new Watch(TokenIndex.of(List.of(Kernels.NOBODY), List.of()), search);
    }

    /** Looks through it. */
    @Benchmark
    public boolean search() {
        return watch.concerns(plain, 0, plain.length);
    }
}
