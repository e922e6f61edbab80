package io.keycanary.detect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one scan looks for: the index, and the session keys learned on the way. */
final class Watch {
    private final TokenIndex index;
    private final AnchorSearch search;
    private final Spots spots;
    private @Nullable WordSearch words;
    private final Map<String, Subject> learned = new HashMap<>();

    Watch(TokenIndex index, AnchorSearch search) {
        this.index = index;
        this.search = search;
        this.spots = new Spots(index);
        this.words = index.hasOddWords() ? new WordSearch(spots, index) : null;
    }

    TokenIndex index() {
        return index;
    }

    /** Records that began in what {@link #concerns} looked at, but for first ones. */
    long recordsPassed() {
        return spots.records();
    }

    /** Whether the text holds anything that a rule could match. */
    boolean concerns(byte[] data, int from, int to) {
        begin();
        return next(data, from, to) >= 0;
    }

    /** Another text begins. */
    void begin() {
        spots.begin();
    }

    /** An index in what a rule could match, or -1; it is the first such thing unless {@link #hasWords}. */
    int next(byte[] data, int from, int to) {
        int anchor = search.next(data, from, to, spots);
        return anchor >= 0 || words == null ? anchor : words.next(data, from, to);
    }

    /** Whether identifiers are watched that do not look like AWS's, which takes a search of its own. */
    boolean hasWords() {
        return words != null;
    }

    /** The token with this identifier, a learned one included. */
    @Nullable
    Subject token(String identifier) {
        Subject known = index.token(identifier);
        return known == null ? learned.get(identifier) : known;
    }

    /** False when the key is already watched, or cannot be a key id. */
    boolean learn(String accessKeyId, Subject token) {
        if (!IndexBuilder.isIdentifier(accessKeyId) || token(accessKeyId) != null) {
            return false;
        }
        learned.put(accessKeyId, token);
        spots.learn(accessKeyId);
        if (words == null && IndexBuilder.isOdd(accessKeyId)) {
            words = new WordSearch(spots, index);
        }
        return true;
    }
}
