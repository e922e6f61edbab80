package io.keycanary.bench.scan;

import io.keycanary.bench.corpus.Corpus;
import io.keycanary.bench.corpus.Size;
import io.keycanary.detect.AnchorSearchProvider;
import io.keycanary.detect.Detector;
import io.keycanary.detect.Engine;
import io.keycanary.detect.EngineProvider;
import io.keycanary.detectnative.NativeEngines;
import io.keycanary.detect.Inflater;
import io.keycanary.detect.InflaterProvider;
import io.keycanary.detect.Limits;
import io.keycanary.detect.PlainBuffer;
import io.keycanary.detect.ScanReport;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The largest file of the quick corpus, whole, by each engine: time per file. An engine that does not work here fails
 * with its obstacle.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Thread)
public class Kernels {
    /** A token that is not used. */
    public static final WatchedToken NOBODY = new WatchedToken(
            "nobody",
            List.of("AKIAQYLPMN5HHHFPZAM2"),
            "AIDAQYLPMN5HHHFPZAM2X",
            "arn:aws:iam::052310077262:user/nobody");

    /** The file, as it is stored. */
    public static byte[] packed() throws IOException, InterruptedException {
        Path corpus = Path.of("bench/target/corpus-quick").toAbsolutePath();
        Corpus.in(corpus, Size.QUICK, Corpus.SEED);
        return Files.readAllBytes(InflateOnly.filesBelow(corpus.resolve("mix")).stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow());
    }

    /** The part of an engine with this name. */
    public static <T extends EngineProvider> T provider(Class<T> sort, String name) {
        T found = NativeEngines.engines().all().stream()
                .filter(one -> one.name().equals(name))
                .filter(sort::isInstance)
                .map(sort::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no engine " + name));
        String obstacle = found.obstacle();
        if (obstacle != null) {
            throw new IllegalStateException(name + " " + obstacle);
        }
        return found;
    }

    /** One inflater with its input. */
    @State(Scope.Thread)
    public static class Inflating {
        /** Its name. */
        @Param({"java", "libdeflate"})
        public String engine = "";

        private final PlainBuffer plain = new PlainBuffer(1 << 26);
        private byte[] packed = {};
        private Inflater inflater = provider(InflaterProvider.class, "java").inflater();

        /** Makes it. */
        @Setup(Level.Trial)
        public void make() throws IOException, InterruptedException {
            packed = packed();
            inflater = provider(InflaterProvider.class, engine).inflater();
        }

        /** Gives it back. */
        @TearDown(Level.Trial)
        public void close() {
            inflater.close();
        }
    }

    /** One search with plain text in which it finds nothing. */
    @State(Scope.Thread)
    public static class Searching {
        /** Its name. */
        @Param({"swar", "vector"})
        public String engine = "";

        private byte[] plain = {};
        private Detector detector = new Detector(TokenIndex.of(List.of(), List.of()));

        /** Makes it. */
        @Setup(Level.Trial)
        public void make() throws IOException, InterruptedException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed()))) {
                plain = in.readAllBytes();
            }
            detector = new Detector(
                    TokenIndex.of(List.of(NOBODY), List.of()),
                    Limits.DEFAULT,
                    new Engine(
                            engine,
                            provider(InflaterProvider.class, "java")::inflater,
                            provider(AnchorSearchProvider.class, engine).search()));
        }
    }

    /** Inflates a file, checksum included. */
    @Benchmark
    public int inflate(Inflating state) {
        return state.inflater.inflate(state.packed, state.packed.length, state.plain);
    }

    /** Scans plain text: the search, and the cutting of what stands around an anchor that is no match. */
    @Benchmark
    public ScanReport scan(Searching state) throws IOException {
        return state.detector.scan(new ByteArrayInputStream(state.plain), match -> {});
    }
}
