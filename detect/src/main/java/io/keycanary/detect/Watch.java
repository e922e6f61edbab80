package io.keycanary.detect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one scan looks for: the index, and the session keys learned on the way. */
final class Watch {
    private final TokenIndex index;
    private final AnchorSearch search;
    private final Anchors anchors;
    private final Map<String, Subject> learned = new HashMap<>();

    Watch(TokenIndex index, AnchorSearch search) {
        this.index = index;
        this.search = search;
        this.anchors = index.anchors().forScan();
    }

    TokenIndex index() {
        return index;
    }

    /** Whether the text holds anything that a rule could match. */
    boolean concerns(byte[] data, int from, int to) {
        return search.next(data, from, to, anchors) >= 0;
    }

    /** The token with this identifier, a learned one included. */
    @Nullable
    Subject token(String identifier) {
        Subject known = index.token(identifier);
        return known == null ? learned.get(identifier) : known;
    }

    /** False when the key is already watched, or cannot be a key id. */
    boolean learn(String accessKeyId, Subject token) {
        if (!TokenIndex.isIdentifier(accessKeyId) || token(accessKeyId) != null) {
            return false;
        }
        learned.put(accessKeyId, token);
        anchors.learn(accessKeyId);
        return true;
    }
}
