package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.incident.AlertBudget;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Verdict;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.util.LinkedHashSet;

/** An incident as a row. */
final class IncidentRows {
    private static final TypeReference<LinkedHashSet<Novelty>> NOVELTIES = new TypeReference<>() {};

    private IncidentRows() {}

    /** Only a newer version replaces the stored one: another transaction may have changed it since it was read. */
    static void put(Session session, Incident incident) {
        int changed = session.execute(
                "insert into incidents (id, token, state, verdict, severity, opened_at, first_seen_at, last_seen_at,"
                        + " sightings, authenticated, seen, hour_began, sent, waiting, previous, campaign,"
                        + " acknowledged_at, contained_at, resolved_at, version) values (" + Session.marks(20) + ")"
                        + " on conflict (id) do update set token = excluded.token,"
                        + " state = excluded.state, verdict = excluded.verdict,"
                        + " severity = excluded.severity, opened_at = excluded.opened_at,"
                        + " first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,"
                        + " sightings = excluded.sightings, authenticated = excluded.authenticated,"
                        + " seen = excluded.seen, hour_began = excluded.hour_began, sent = excluded.sent,"
                        + " waiting = excluded.waiting, previous = excluded.previous, campaign = excluded.campaign,"
                        + " acknowledged_at = excluded.acknowledged_at, contained_at = excluded.contained_at,"
                        + " resolved_at = excluded.resolved_at, version = excluded.version"
                        + " where incidents.version < excluded.version",
                incident.id(),
                incident.token().value(),
                incident.state().name(),
                incident.verdict() == null ? null : incident.verdict().name(),
                incident.severity().name(),
                incident.openedAt(),
                incident.firstSeenAt(),
                incident.lastSeenAt(),
                incident.sightings(),
                incident.authenticated(),
                Json.write(incident.seen()),
                incident.budget().hourBegan(),
                incident.budget().sent(),
                incident.budget().waiting(),
                incident.previous(),
                incident.campaign(),
                incident.times().acknowledgedAt(),
                incident.times().containedAt(),
                incident.times().resolvedAt(),
                incident.version());
        if (changed == 0) {
            throw new StaleIncidentException(incident);
        }
    }

    static Incident read(Row row) throws SQLException {
        return new Incident(
                row.uuid("id"),
                new TokenId(row.uuid("token")),
                row.word("state", IncidentState.class),
                row.wordOrNull("verdict", Verdict.class),
                row.word("severity", Severity.class),
                row.time("opened_at"),
                row.time("first_seen_at"),
                row.time("last_seen_at"),
                row.number("sightings"),
                row.flag("authenticated"),
                Json.read(row.text("seen"), NOVELTIES),
                new AlertBudget(row.time("hour_began"), row.number("sent"), row.number("waiting")),
                row.uuidOrNull("previous"),
                row.uuidOrNull("campaign"),
                new Incident.Times(
                        row.timeOrNull("acknowledged_at"),
                        row.timeOrNull("contained_at"),
                        row.timeOrNull("resolved_at")),
                row.count("version"));
    }
}
