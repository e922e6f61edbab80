package io.keycanary.incident;

import io.keycanary.detect.RecordFacts;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A match as stored, once over all paths.
 *
 * @param facts fields of the record: attacker-controlled text
 * @param authenticated false when the signature was not right: somebody knows the key id, not the secret
 * @param happenedAt {@code eventTime}, 1 s resolution; when we knew where the record says none that can be read
 * @param knownAt our clock at the first arrival
 * @param matchedBy JSON paths of the fields that matched
 * @param arrivals when each path first delivered it
 * @param record the redacted record as JSON
 * @param sha256 hex digest of {@code record}
 * @param incident the incident it belongs to, null unless the disposition is {@link Disposition#ALERT}
 */
public record Sighting(
        UUID id,
        SightingId identity,
        TokenId token,
        SightingKind kind,
        Disposition disposition,
        RecordFacts facts,
        boolean authenticated,
        Instant happenedAt,
        Instant knownAt,
        List<String> matchedBy,
        Map<DetectionPath, Instant> arrivals,
        byte[] record,
        String sha256,
        @Nullable UUID incident) {

    /** Copies list and map. */
    public Sighting {
        matchedBy = List.copyOf(matchedBy);
        arrivals = Map.copyOf(arrivals);
    }

    /** The same with a later arrival by another path; a second arrival by the same path changes nothing. */
    public Sighting arrived(DetectionPath path, Instant at) {
        if (arrivals.containsKey(path)) {
            return this;
        }
        Map<DetectionPath, Instant> all = new EnumMap<>(DetectionPath.class);
        all.putAll(arrivals);
        all.put(path, at);
        return new Sighting(
                id,
                identity,
                token,
                kind,
                disposition,
                facts,
                authenticated,
                happenedAt,
                knownAt,
                matchedBy,
                all,
                record,
                sha256,
                incident);
    }

    /** The same, decided. */
    public Sighting decided(Disposition newDisposition, @Nullable UUID newIncident) {
        return new Sighting(
                id,
                identity,
                token,
                kind,
                newDisposition,
                facts,
                authenticated,
                happenedAt,
                knownAt,
                matchedBy,
                arrivals,
                record,
                sha256,
                newIncident);
    }

    /** The same with the facts and record of a corrected delivery (CloudTrail {@code addendum} UPDATED_DATA). */
    public Sighting corrected(RecordFacts newFacts, byte[] newRecord, String newSha256) {
        return new Sighting(
                id,
                identity,
                token,
                kind,
                disposition,
                newFacts,
                authenticated,
                happenedAt,
                knownAt,
                matchedBy,
                arrivals,
                newRecord,
                newSha256,
                incident);
    }

    /** Where it came from. */
    public SourceNetwork network() {
        return SourceNetwork.of(facts.sourceIp());
    }

    /** What it was an attempt at. */
    public Attempt attempt() {
        return Attempt.of(facts.eventSource(), facts.eventName());
    }
}
