package io.keycanary.plant;

import io.keycanary.token.Placement;
import java.util.Comparator;
import java.util.List;

/**
 * What a look at a placement found.
 *
 * @param finding the worst of its files
 * @param detail where and what, for people
 */
public record Sight(Finding finding, String detail) {

    /** What can be found, best first. */
    public enum Finding {
        /** It stands there as it was written. */
        INTACT(Placement.State.CONFIRMED),
        /** Key id and secret are there, but not in the layout that was written: it works, removal is by hand. */
        REWRITTEN(Placement.State.CONFIRMED),
        /** It could not be looked at; nothing new is known. */
        UNREADABLE(Placement.State.PLANTED),
        /** The key id is there, the secret is not. */
        SECRET_ALTERED(Placement.State.MISSING),
        /** The file is there, the key id is not. */
        KEY_GONE(Placement.State.MISSING),
        /** The file, or the branch, is gone. */
        FILE_GONE(Placement.State.MISSING);

        private final Placement.State state;

        Finding(Placement.State state) {
            this.state = state;
        }

        /** The state of the placement that follows from it. */
        public Placement.State state() {
            return state;
        }
    }

    /** The state of the placement that follows from it. */
    public Placement.State state() {
        return finding.state();
    }

    static Sight of(Document document, PlantedPart part, String where) {
        PlantedText text = PlantedText.of(document);
        if (!text.hasAnchor(part)) {
            return new Sight(Finding.KEY_GONE, where + ": the key is no longer in it");
        }
        if (text.find(part) >= 0) {
            return new Sight(Finding.INTACT, where + ": as it was planted");
        }
        return text.hasSecret(part)
                ? new Sight(Finding.REWRITTEN, where + ": there, in another layout than planted")
                : new Sight(Finding.SECRET_ALTERED, where + ": the key id is there, its secret was altered");
    }

    static Sight worst(List<Sight> sights) {
        return sights.stream()
                .max(Comparator.comparing(Sight::finding))
                .orElseThrow(() -> PlantException.badRequest("the receipt names no file"));
    }
}
