package io.keycanary.respond;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which step waits for which, and where that is said. */
final class StepOrder {
    private final Map<String, List<Outline.Text>> waits = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Set<String> settled = new HashSet<>();

    /** Notes a step; false when there is one of this id already. */
    boolean add(String step, List<Outline.Text> waitsFor) {
        return waits.putIfAbsent(step, List.copyOf(waitsFor)) == null;
    }

    /** Steps that are waited for and are none, and loops: each at the word that makes it one. */
    List<Mistake> mistakes() {
        waits.forEach((step, others) -> others.stream()
                .filter(other -> !waits.containsKey(other.value()))
                .forEach(other -> mistakes.add(new Mistake(
                        other.place(),
                        "there is no step \"" + Section.quoted(other.value()) + "\"; there are "
                                + String.join(", ", waits.keySet())))));
        waits.keySet().forEach(step -> follow(step, new ArrayList<>()));
        return mistakes;
    }

    /** Depth is bounded by the number of steps. */
    private void follow(String step, List<String> way) {
        if (settled.contains(step)) {
            return;
        }
        way.add(step);
        for (Outline.Text next : waits.getOrDefault(step, List.of())) {
            int seen = way.indexOf(next.value());
            if (seen >= 0) {
                mistakes.add(new Mistake(
                        next.place(),
                        "a loop: each of these waits for the next: "
                                + String.join(" -> ", way.subList(seen, way.size())) + " -> " + next.value()));
            } else {
                follow(next.value(), way);
            }
        }
        way.removeLast();
        settled.add(step);
    }
}
