package io.keycanary.bench.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All that was measured: for each contestant and task the usages of its rounds, and how right its answer was. */
final class Results {
    private final Map<String, List<Usage>> rounds = new HashMap<>();
    private final Map<String, Double> memory = new HashMap<>();
    private final Map<String, String> verdicts = new HashMap<>();

    void add(String contestant, Task task, Usage usage) {
        rounds.computeIfAbsent(key(contestant, task), key -> new ArrayList<>()).add(usage);
    }

    void addMemory(String contestant, Task task, double megabytes) {
        memory.put(key(contestant, task), megabytes);
    }

    void addVerdict(String contestant, Task task, String verdict) {
        verdicts.put(key(contestant, task), verdict);
    }

    /** Median CPU seconds. */
    OptionalDouble cpu(String contestant, Task task) {
        return median(contestant, task, Usage::cpu);
    }

    /** Median wall seconds. */
    OptionalDouble wall(String contestant, Task task) {
        return median(contestant, task, Usage::wall);
    }

    OptionalDouble memory(String contestant, Task task) {
        Double found = memory.get(key(contestant, task));
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    String verdict(String contestant, Task task) {
        return verdicts.getOrDefault(key(contestant, task), "");
    }

    int rounds(String contestant, Task task) {
        return rounds.getOrDefault(key(contestant, task), List.of()).size();
    }

    private OptionalDouble median(String contestant, Task task, ToDoubleFunction<Usage> of) {
        double[] sorted = rounds.getOrDefault(key(contestant, task), List.of()).stream()
                .mapToDouble(of)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }

    private static String key(String contestant, Task task) {
        return contestant + "|" + task;
    }
}
