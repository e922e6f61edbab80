package io.keycanary.plant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a block out of a file. */
final class FileRemoval {
    private enum Outcome {
        GONE,
        NOT_THERE,
        REWRITTEN,
        CUT,
        CUT_OF_CHANGED,
        DELETED
    }

    private FileRemoval() {}

    static void remove(PlantedPart part, String format, List<String> changes, List<String> leftovers) {
        Path file = Path.of(part.path());
        Outcome outcome = Files.isDirectory(Folders.of(file))
                ? FileSwap.apply(file, false, current -> decide(current, part, format))
                : Outcome.GONE;
        switch (outcome) {
            case GONE -> changes.add(file + ": was gone already");
            case NOT_THERE -> changes.add(file + ": held the key no longer, left as it is");
            case REWRITTEN ->
                leftovers.add(
                        file + ": was rewritten since, so nothing was cut: take " + part.anchor() + " out by hand");
            case CUT -> changes.add(file + ": as it was before");
            case CUT_OF_CHANGED -> changes.add(file + ": our lines taken out, later changes kept");
            case DELETED -> changes.add(file + ": deleted, it held nothing else");
        }
        if (outcome == Outcome.DELETED && part.createdFolder() != null) {
            Folders.removeEmpty(Folders.of(file), Path.of(part.createdFolder()));
        }
        if (outcome == Outcome.CUT || outcome == Outcome.CUT_OF_CHANGED) {
            Document rest = FileSwap.read(file);
            if (rest != null && PlantedText.of(rest).hasAnchor(part)) {
                leftovers.add(file + ": somebody copied the key within it: take " + part.anchor() + " out by hand");
            }
        }
    }

    private static FileSwap.Change<Outcome> decide(@Nullable Document current, PlantedPart part, String format) {
        if (current == null) {
            return new FileSwap.Change<>(null, Outcome.GONE);
        }
        PlantedText text = PlantedText.of(current);
        String rest = text.without(part, format.equals(Format.JSON.label()));
        if (rest == null) {
            Outcome outcome = text.hasAnchor(part) ? Outcome.REWRITTEN : Outcome.NOT_THERE;
            return new FileSwap.Change<>(current.bytes(), outcome);
        }
        boolean unchanged = PlantedPart.sha256(rest).equals(part.restSha256());
        if (unchanged && part.created()) {
            return new FileSwap.Change<>(null, Outcome.DELETED);
        }
        return new FileSwap.Change<>(new Document(rest).bytes(), unchanged ? Outcome.CUT : Outcome.CUT_OF_CHANGED);
    }
}
