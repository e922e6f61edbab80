package io.keycanary.cli;

import io.keycanary.detect.LearnedKey;
import io.keycanary.detect.WatchedToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Temporary keys that a scan learned and did not know when it began. */
final class LearnedKeys {
    private final List<WatchedToken> known;
    private final Set<String> knownKeys = new HashSet<>();
    private final Map<String, String> tokenOfKey = new LinkedHashMap<>();

    LearnedKeys(List<WatchedToken> known) {
        this.known = known;
        known.forEach(token -> knownKeys.addAll(token.accessKeyIds()));
    }

    /** The first token that a key is learned for keeps it. */
    void add(LearnedKey key) {
        if (!knownKeys.contains(key.accessKeyId())) {
            tokenOfKey.putIfAbsent(key.accessKeyId(), key.token());
        }
    }

    boolean isEmpty() {
        return tokenOfKey.isEmpty();
    }

    int size() {
        return tokenOfKey.size();
    }

    /** All tokens, the learned keys among their own. */
    List<WatchedToken> tokens() {
        Map<String, List<String>> keysOfToken = new LinkedHashMap<>();
        tokenOfKey.forEach((key, token) ->
                keysOfToken.computeIfAbsent(token, t -> new ArrayList<>()).add(key));
        return known.stream()
                .map(token -> grown(token, keysOfToken.getOrDefault(token.id(), List.of())))
                .toList();
    }

    private static WatchedToken grown(WatchedToken token, List<String> learned) {
        List<String> keys = new ArrayList<>(token.accessKeyIds());
        keys.addAll(learned);
        return new WatchedToken(token.id(), keys, token.principalId(), token.userArn());
    }
}
