package io.keycanary.plant;

import java.util.List;

/**
 * What a removal did.
 *
 * @param changes one per file or branch: what became of it
 * @param leftovers what is still there and must be taken out by hand; empty when nothing is
 */
public record Removal(List<String> changes, List<String> leftovers) {
    /** Copies the lists. */
    public Removal {
        changes = List.copyOf(changes);
        leftovers = List.copyOf(leftovers);
    }

    /** Whether nothing of the planting is left where it was put. */
    public boolean complete() {
        return leftovers.isEmpty();
    }
}
