package io.keycanary.plant;

import java.util.List;

/**
 * What a planting does or did.
 *
 * @param receipt to be stored by the caller; of a dry run it is what would be stored
 * @param diff unified diff, with all that may be a secret masked and nothing in it that a terminal obeys
 * @param notes what makes this place a weaker trap, for the user to weigh
 */
public record Planting(Planted receipt, String diff, List<String> notes) {
    /** Copies the list. */
    public Planting {
        notes = List.copyOf(notes);
    }
}
