package io.keycanary.plant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a planting: all that looking for it and removing it need, and no secret.
 *
 * @param version of this record's form
 * @param format label of the {@link Format}
 * @param git where it was committed; null when files were written
 */
public record Planted(
        int version,
        String format,
        List<PlantedPart> parts,
        @Nullable Committed git) {
    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A commit that holds the planting.
     *
     * @param workTree root of the work tree, absolute
     * @param branch made for it
     * @param commit its id
     */
    public record Committed(String workTree, String branch, String commit) {}

    /** Copies the list. */
    public Planted {
        parts = List.copyOf(parts);
    }

    /** Where it is, for people: paths, and the branch if there is one. */
    public String location() {
        String paths = String.join(", ", parts.stream().map(PlantedPart::path).toList());
        return git == null ? paths : git.workTree() + ": " + paths + " on branch " + git.branch();
    }

    /** As one line of text to be stored. */
    public String encode() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is plain data", e);
        }
    }

    /** Reads what {@link #encode} wrote. */
    public static Planted decode(String text) {
        try {
            Planted planted = JSON.readValue(text, Planted.class);
            if (planted.version() == VERSION) {
                return planted;
            }
            throw PlantException.badRequest("the receipt has version " + planted.version() + ", known is " + VERSION);
        } catch (JsonProcessingException e) {
            throw PlantException.badRequest(
                    "the receipt of the placement cannot be read: it was made by hand, or damaged");
        }
    }
}
