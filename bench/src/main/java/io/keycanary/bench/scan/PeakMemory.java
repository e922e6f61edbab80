package io.keycanary.bench.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The highest resident memory of a process tree: the kernel's own high-water mark of each process ({@code VmHWM}), read
 * every few milliseconds, summed over those that live at the same time. The mark of a waited-for child would be easier
 * to get, but it includes the memory of whoever forked it.
 */
final class PeakMemory {
    private static final long PAUSE_MILLIS = 5;

    private PeakMemory() {}

    /** Watches until the process ends; gives megabytes (1e6 bytes). */
    static double until(Process process) throws InterruptedException {
        double peak = 0;
        while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            Map<Long, Double> living = new HashMap<>();
            Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .forEach(one -> living.put(one.pid(), highest(one.pid())));
            peak = Math.max(
                    peak,
                    living.values().stream().mapToDouble(Double::doubleValue).sum());
        }
        return peak;
    }

    private static double highest(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // it has ended
        }
    }
}
