package io.keycanary.store;

import io.keycanary.incident.AlertBudget;
import io.keycanary.incident.Arrivals;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentLog;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.incident.Tally;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class SqlIncidents implements IncidentLog {
    static final String ARRIVALS = "select happened_at, known_at, arrivals from sightings where incident = ?";

    private final Session session;

    SqlIncidents(Session session) {
        this.session = session;
    }

    @Override
    public Optional<Sighting> sighting(SightingId identity, TokenId token) {
        return session.one(
                SightingRows::read,
                "select * from sightings where token = ? and identity_digest = ?",
                token.value(),
                SightingRows.digest(identity));
    }

    @Override
    public void put(Sighting sighting) {
        SightingRows.put(session, sighting);
    }

    @Override
    public List<Sighting> sightings(UUID incident, @Nullable UUID after, int limit) {
        String order = " order by happened_at, id limit ?";
        return after == null
                ? session.list(
                        SightingRows::read, "select * from sightings where incident = ?" + order, incident, limit)
                : session.list(
                        SightingRows::read,
                        "select * from sightings where incident = ? and (happened_at, id) >"
                                + " (select happened_at, id from sightings where id = ?)" + order,
                        incident,
                        after,
                        limit);
    }

    @Override
    public List<Sighting> newest(UUID incident, int limit) {
        String sql = "select * from sightings where incident = ? order by happened_at desc, id desc limit ?";
        return session.list(SightingRows::read, sql, incident, limit).reversed();
    }

    @Override
    public Tally tally(UUID incident, Tally.Of of, int limit) {
        return SightingTallies.of(session, incident, of, limit);
    }

    @Override
    public void arrivals(UUID incident, Consumer<Arrivals> each) {
        session.each(SightingRows::readArrivals, each, ARRIVALS, incident);
    }

    @Override
    public List<Sighting> sightingsPage(@Nullable UUID before, int limit) {
        return before == null
                ? session.list(SightingRows::read, "select * from sightings order by id desc limit ?", limit)
                : session.list(
                        SightingRows::read,
                        "select * from sightings where id < ? order by id desc limit ?",
                        before,
                        limit);
    }

    @Override
    public List<Sighting> deferred(TokenId token) {
        String sql = "select * from sightings where disposition = 'DEFERRED' and token = ? order by known_at, id";
        return session.list(SightingRows::read, sql, token.value());
    }

    @Override
    public List<Sighting> withDisposition(Disposition disposition, Instant since, int limit) {
        String sql = "select * from sightings where disposition = ? and known_at >= ? order by known_at, id limit ?";
        return session.list(SightingRows::read, sql, disposition.name(), since, limit);
    }

    @Override
    public long count(Disposition disposition) {
        return session.one(
                        row -> row.count("n"),
                        "select count(*) n from sightings where disposition = ?",
                        disposition.name())
                .orElse(0L);
    }

    @Override
    public void put(Incident incident) {
        IncidentRows.put(session, incident);
        if (incident.campaign() != null) {
            session.execute(
                    "update incident_networks set campaign = ? where incident = ? and campaign is distinct from ?",
                    incident.campaign(),
                    incident.id(),
                    incident.campaign());
        }
    }

    @Override
    public Optional<Incident> incident(UUID id) {
        return incidents("id = ?" + session.lockingRow(), id).stream().findFirst();
    }

    @Override
    public Optional<Incident> openIncident(TokenId token) {
        return incidents("token = ? and state <> 'RESOLVED'" + session.lockingRow(), token.value()).stream()
                .findFirst();
    }

    @Override
    public Optional<Incident> lastResolved(TokenId token) {
        String newest = "token = ? and state = 'RESOLVED' order by resolved_at desc, id desc limit 1";
        return incidents(newest + session.lockingRow(), token.value()).stream().findFirst();
    }

    @Override
    public List<Incident> page(@Nullable IncidentState state, @Nullable UUID before, int limit) {
        String order = " order by id desc limit ?";
        if (state == null) {
            return before == null ? incidents("true" + order, limit) : incidents("id < ?" + order, before, limit);
        }
        return before == null
                ? incidents("state = ?" + order, state.name(), limit)
                : incidents("state = ? and id < ?" + order, state.name(), before, limit);
    }

    @Override
    public Optional<Incident> outsider(Incident incident, SourceNetwork network, Instant from, Instant until) {
        UUID campaign = incident.campaignName();
        return outsider("n.campaign < ?", campaign, incident, network, from, until)
                .or(() -> outsider("n.campaign > ?", campaign, incident, network, from, until))
                .or(() -> outsider("n.campaign is null and i.id <> ?", incident.id(), incident, network, from, until));
    }

    /** Each condition is one stretch of the index: nothing is read of those that are in the same campaign. */
    private Optional<Incident> outsider(
            String condition, UUID value, Incident incident, SourceNetwork network, Instant from, Instant until) {
        return session.one(
                IncidentRows::read,
                "select i.* from incident_networks n join incidents i on i.id = n.incident where n.network = ? and "
                        + condition
                        + " and n.last_seen_at >= ? and n.first_seen_at <= ? and i.token <> ? limit 1",
                network.text(),
                value,
                from,
                until,
                incident.token().value());
    }

    @Override
    public List<Incident> campaign(UUID campaign) {
        return incidents("campaign = ? order by id", campaign);
    }

    @Override
    public List<Incident> digestDue(Instant now) {
        return incidents(
                "waiting > 0 and state <> 'RESOLVED' and (hour_began <= ? or hour_began > ?) order by hour_began, id",
                now.minus(AlertBudget.HOUR),
                now);
    }

    private List<Incident> incidents(String condition, Object... values) {
        return session.list(IncidentRows::read, "select * from incidents where " + condition, values);
    }

    @Override
    public void add(Note note) {
        session.execute(
                "insert into notes (id, incident, at, author, action, text) values (?, ?, ?, ?, ?, ?)",
                note.id(),
                note.incident(),
                note.at(),
                note.author(),
                note.action(),
                note.text());
    }

    @Override
    public List<Note> notes(UUID incident) {
        return session.list(
                row -> new Note(
                        row.uuid("id"),
                        row.uuid("incident"),
                        row.time("at"),
                        row.text("author"),
                        row.text("action"),
                        row.text("text")),
                "select * from notes where incident = ? order by at, id",
                incident);
    }

    @Override
    public void put(ExpectedUse rule) {
        ExpectedUseRows.put(session, rule);
    }

    @Override
    public List<ExpectedUse> expectedUses() {
        return session.list(ExpectedUseRows::read, "select * from expected_uses order by id");
    }

    @Override
    public List<ExpectedUse> expectedUses(Instant at) {
        String sql = "select * from expected_uses where ends_at > ? and starts_at <= ? order by id";
        return session.list(ExpectedUseRows::read, sql, at, at);
    }
}
