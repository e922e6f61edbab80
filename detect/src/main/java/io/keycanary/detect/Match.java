package io.keycanary.detect;

import java.util.List;

/**
 * One record that concerns one token. At most one per record and token.
 *
 * @param token {@link WatchedToken#id()} or {@link WatchedSensor#id()}
 * @param kind what it means
 * @param matchedBy JSON paths of the fields that matched, such as {@code userIdentity.accessKeyId}, in record order
 * @param index zero-based ordinal of the record in its input
 * @param facts the fields of the record that people ask for first
 * @param record the record as JSON in UTF-8, with every session token and secret replaced by {@code [REDACTED]}
 */
public record Match(
        String token, MatchKind kind, List<String> matchedBy, long index, RecordFacts facts, byte[] record) {
    /** Copies the list. The bytes are shared, not copied: treat them as read-only. */
    public Match {
        matchedBy = List.copyOf(matchedBy);
    }
}
