package io.keycanary.bench.scan;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs commands one at a time and asks the kernel what they took: {@code getrusage(RUSAGE_CHILDREN)} before and after,
 * which counts every process of the tree that was waited for. Linux only, as are the rivals. Nothing is polled while
 * times are taken; peak memory needs a run of its own.
 */
final class Meter {
    private static final int RUSAGE_CHILDREN = -1;
    private static final long RUSAGE_BYTES = 144;
    private static final MethodHandle GETRUSAGE = getrusage();

    private final Path out;
    private final Path err;

    /** A meter that sends what the commands print to these files. */
    Meter(Path out, Path err) {
        this.out = out;
        this.err = err;
    }

    /** Takes the times. */
    Usage times(List<String> command) throws IOException, InterruptedException {
        double before = childrenSeconds();
        long begin = System.nanoTime();
        int exit = start(command).waitFor();
        double wall = (System.nanoTime() - begin) / 1e9;
        return new Usage(exit, childrenSeconds() - before, wall, 0);
    }

    /** Watches the memory, which disturbs the times a little. */
    Usage memory(List<String> command) throws IOException, InterruptedException {
        double before = childrenSeconds();
        long begin = System.nanoTime();
        Process process = start(command);
        double peak = PeakMemory.until(process);
        double wall = (System.nanoTime() - begin) / 1e9;
        return new Usage(process.waitFor(), childrenSeconds() - before, wall, peak);
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    @SuppressWarnings("restricted") // the script that starts us grants native access
    private static MethodHandle getrusage() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getrusage"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** User and system seconds of all children that have ended. */
    private static double childrenSeconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
            int result = (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage);
            if (result != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            // Two struct timeval, seconds and microseconds, each in a long.
            return seconds(usage, 0) + seconds(usage, 2);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // what invokeExact declares
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(MemorySegment usage, int at) {
        return usage.getAtIndex(ValueLayout.JAVA_LONG, at) + usage.getAtIndex(ValueLayout.JAVA_LONG, at + 1) / 1e6;
    }
}
