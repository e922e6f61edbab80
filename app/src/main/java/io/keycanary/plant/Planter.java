package io.keycanary.plant;

import io.keycanary.token.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Plants key material, looks whether it is still there, and takes it out again.
 *
 * <p>Every planting is one block put into one text at one place, and nothing in the file marks it: a mark would tell an
 * intruder what it is. The receipt remembers the block by the key id and by hashes, so removal is one cut that gives
 * the file back byte for byte, and refuses to guess when somebody rewrote the block.
 */
public final class Planter {

    /** What planting would do; changes nothing. */
    public Planting preview(PlantRequest request) {
        return request.commit() == null
                ? FilePlanting.preview(request)
                : GitPlanting.preview(request, request.commit());
    }

    /**
     * Plants.
     *
     * @throws PlantException when the place is taken, unsafe or unreachable; nothing was changed then
     */
    public Planting plant(PlantRequest request) {
        return request.commit() == null ? FilePlanting.plant(request) : GitPlanting.plant(request, request.commit());
    }

    /**
     * The lines to paste where no file can be reached, such as the settings page of a CI system. They are those that
     * would go into a file, from the left edge; what only works as a whole comes whole.
     */
    public Secret snippet(PlantRequest request) {
        if (request.format() == Format.COMMENT) {
            throw PlantException.badRequest("a comment needs a source file around it: plant it in one that exists");
        }
        return Secret.of(Piece.of(request).stream()
                .map(piece -> piece.edit(new Document(""), false))
                .map(edit -> request.format().comesWhole()
                        ? edit.after().text()
                        : edit.insertion().core())
                .map(text -> text.stripIndent().strip() + "\n")
                .collect(Collectors.joining("\n")));
    }

    /** What makes the place of a request a weaker trap, for the user to weigh. */
    public List<String> notes(PlantRequest request) {
        return Notes.on(request);
    }

    /** Looks at the place of a planting. */
    public Sight check(Planted receipt) {
        if (receipt.git() != null) {
            return GitPlanting.check(receipt, receipt.git());
        }
        return Sight.worst(receipt.parts().stream().map(Planter::look).toList());
    }

    /**
     * Takes out exactly what was planted. A file that was made for it and holds nothing else goes, too.
     *
     * @throws PlantException when a file cannot be changed
     */
    public Removal remove(Planted receipt) {
        if (receipt.git() != null) {
            return GitPlanting.remove(receipt, receipt.git());
        }
        List<String> changes = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        for (PlantedPart part : receipt.parts().reversed()) {
            FileRemoval.remove(part, receipt.format(), changes, leftovers);
        }
        return new Removal(changes, leftovers);
    }

    private static Sight look(PlantedPart part) {
        try {
            Document document = FileSwap.read(Path.of(part.path()));
            return document == null
                    ? new Sight(Sight.Finding.FILE_GONE, part.path() + ": the file is gone")
                    : Sight.of(document, part, part.path());
        } catch (PlantException unreadable) {
            return new Sight(Sight.Finding.UNREADABLE, String.valueOf(unreadable.getMessage()));
        }
    }
}
