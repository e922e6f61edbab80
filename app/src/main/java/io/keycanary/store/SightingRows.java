package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Arrivals;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Tally;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A sighting as a row. */
final class SightingRows {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> ARRIVALS = new TypeReference<>() {};
    private static final TypeReference<RecordFacts> FACTS = new TypeReference<>() {};

    private SightingRows() {}

    static void put(Session session, Sighting sighting) {
        String identity = identity(sighting.identity());
        session.execute(
                "insert into sightings (id, token, identity_digest, identity, kind, disposition, facts, authenticated,"
                        + " happened_at, known_at, matched_by, arrivals, record, sha256, incident, network, source, call)"
                        + " values (" + Session.marks(18) + ")"
                        + " on conflict (id) do update set token = excluded.token,"
                        + " identity_digest = excluded.identity_digest, identity = excluded.identity,"
                        + " kind = excluded.kind, disposition = excluded.disposition, facts = excluded.facts,"
                        + " authenticated = excluded.authenticated,"
                        + " happened_at = excluded.happened_at, known_at = excluded.known_at,"
                        + " matched_by = excluded.matched_by, arrivals = excluded.arrivals,"
                        + " record = excluded.record, sha256 = excluded.sha256, incident = excluded.incident,"
                        + " network = excluded.network, source = excluded.source, call = excluded.call",
                sighting.id(),
                sighting.token().value(),
                Digest.of(identity),
                identity,
                sighting.kind().name(),
                sighting.disposition().name(),
                Json.write(sighting.facts()),
                sighting.authenticated(),
                sighting.happenedAt(),
                sighting.knownAt(),
                Json.write(sighting.matchedBy()),
                arrivals(sighting),
                sighting.record(),
                sighting.sha256(),
                sighting.incident(),
                Tally.Of.NETWORK.value(sighting.facts()),
                Tally.Of.SOURCE.value(sighting.facts()),
                Tally.Of.CALL.value(sighting.facts()));
        putNetwork(session, sighting);
    }

    /** Which incidents a network has to do with, so that a campaign is found without reading its sightings. */
    private static void putNetwork(Session session, Sighting sighting) {
        if (sighting.incident() == null
                || !sighting.authenticated()
                || !sighting.network().linkable()) {
            return;
        }
        session.execute(
                "insert into incident_networks as seen (network, incident, first_seen_at, last_seen_at, campaign)"
                        + " values (?, ?, ?, ?, (select campaign from incidents where id = ?)) on conflict (network, incident) do update set"
                        + " first_seen_at = case when excluded.first_seen_at < seen.first_seen_at"
                        + " then excluded.first_seen_at else seen.first_seen_at end,"
                        + " last_seen_at = case when excluded.last_seen_at > seen.last_seen_at"
                        + " then excluded.last_seen_at else seen.last_seen_at end"
                        + " where excluded.first_seen_at < seen.first_seen_at"
                        + " or excluded.last_seen_at > seen.last_seen_at",
                sighting.network().text(),
                sighting.incident(),
                sighting.happenedAt(),
                sighting.happenedAt(),
                sighting.incident());
    }

    static Sighting read(Row row) throws SQLException {
        return new Sighting(
                row.uuid("id"),
                identity(row.text("identity")),
                new TokenId(row.uuid("token")),
                row.word("kind", SightingKind.class),
                row.word("disposition", Disposition.class),
                facts(row),
                row.flag("authenticated"),
                row.time("happened_at"),
                row.time("known_at"),
                Json.read(row.text("matched_by"), TEXTS),
                arrivals(row),
                row.bytes("record"),
                row.text("sha256"),
                row.uuidOrNull("incident"));
    }

    /** From the index alone: records are many times as long. */
    static Arrivals readArrivals(Row row) throws SQLException {
        return new Arrivals(row.time("happened_at"), row.time("known_at"), arrivals(row));
    }

    static RecordFacts facts(Row row) throws SQLException {
        return Json.read(row.text("facts"), FACTS);
    }

    static String digest(SightingId identity) {
        return Digest.of(identity(identity));
    }

    /** The parts as a list: its text form cannot be taken apart again when a hostile part has a colon. */
    private static String identity(SightingId identity) {
        return Json.write(
                switch (identity) {
                    case SightingId.RecordId id -> List.of("record", id.recipientAccountId(), id.eventId());
                    case SightingId.HealthId id -> List.of("health", id.id());
                    case SightingId.LastUsedId id ->
                        List.of("last-used", id.at().toString(), id.service(), id.region());
                    case SightingId.AlarmId id ->
                        List.of("alarm", id.alarmArn(), id.at().toString());
                    case SightingId.FindingId id ->
                        List.of("finding", id.check(), id.statement(), id.at().toString());
                });
    }

    private static SightingId identity(String stored) {
        List<String> parts = Json.read(stored, TEXTS);
        return switch (parts.getFirst()) {
            case "health" -> new SightingId.HealthId(parts.get(1));
            case "last-used" -> new SightingId.LastUsedId(Instant.parse(parts.get(1)), parts.get(2), parts.get(3));
            case "alarm" -> new SightingId.AlarmId(parts.get(1), Instant.parse(parts.get(2)));
            case "finding" -> new SightingId.FindingId(parts.get(1), parts.get(2), Instant.parse(parts.get(3)));
            default -> new SightingId.RecordId(parts.get(2), parts.get(1));
        };
    }

    private static String arrivals(Sighting sighting) {
        Map<DetectionPath, Long> micros = new EnumMap<>(DetectionPath.class);
        sighting.arrivals().forEach((path, at) -> micros.put(path, StoredTime.micros(at)));
        return Json.write(micros);
    }

    private static Map<DetectionPath, Instant> arrivals(Row row) throws SQLException {
        Map<DetectionPath, Instant> all = new EnumMap<>(DetectionPath.class);
        Json.read(row.text("arrivals"), ARRIVALS)
                .forEach((path, micros) -> all.put(DetectionPath.valueOf(path), StoredTime.of(micros)));
        return all;
    }
}
