package io.keycanary.intake;

import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Triage;
import io.keycanary.incident.Triage.Joined;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Situation;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens to one sighting inside a transaction: known already, or decided, joined to its incident, and told. Taking
 * the same sighting again changes nothing.
 */
public final class Casework {
    private final AlertDesk alerts;
    private final Playbooks playbooks;
    private final AlertText wording;
    private final Campaigns campaigns;
    private final InstantSource clock;

    /** Casework that tells its alerts to this desk, without playbooks, and knows nothing about addresses. */
    public Casework(AlertDesk alerts, InstantSource clock) {
        this(alerts, Playbooks.NONE, SourceLookup.NONE, clock);
    }

    /**
     * Casework that tells its alerts to this desk.
     *
     * @param playbooks one is begun with each incident
     * @param sources what is known about addresses
     */
    public Casework(AlertDesk alerts, Playbooks playbooks, SourceLookup sources, InstantSource clock) {
        this.alerts = alerts;
        this.playbooks = playbooks;
        this.wording = new AlertText(alerts, sources, clock);
        this.campaigns = new Campaigns(clock);
        this.clock = clock;
    }

    /** Takes a sighting that arrived by a path. */
    void take(Stores stores, Sighting sighting, DetectionPath path) {
        Optional<CanaryToken> token = Sensors.findAndKeep(stores, sighting.token());
        if (token.isEmpty()) {
            throw new IllegalStateException("a match for the unknown token " + sighting.token());
        }
        Optional<Sighting> known = stores.incidents().sighting(sighting.identity(), sighting.token());
        if (known.isPresent()) {
            again(stores, known.get(), sighting, path);
        } else {
            decide(stores, token.get(), sighting);
        }
    }

    /**
     * Takes what an audit found, which no path delivers.
     *
     * @param told whether the call that made it so was told already: then it joins that incident without another alert
     */
    void takeFinding(Stores stores, Sighting sighting, boolean told) {
        if (stores.incidents().sighting(sighting.identity(), sighting.token()).isEmpty()) {
            Sensors.findAndKeep(stores, sighting.token()).ifPresent(token -> {
                if (told) {
                    join(stores, token, sighting, false);
                } else {
                    decide(stores, token, sighting);
                }
            });
        }
    }

    /** Decides the sightings of a token that waited for its drill. */
    public void decideDeferred(Stores stores, CanaryToken token) {
        stores.tokens().lock(token.id());
        for (Sighting waiting : stores.incidents().deferred(token.id())) {
            decide(stores, token, waiting);
        }
    }

    /** An addendum corrects; whatever it says, it never alerts again. */
    private void again(Stores stores, Sighting known, Sighting arrival, DetectionPath path) {
        Sighting updated = known.arrived(path, arrival.arrivals().getOrDefault(path, arrival.knownAt()));
        if ("UPDATED_DATA".equals(arrival.facts().addendumReason())) {
            updated = updated.corrected(arrival.facts(), arrival.record(), arrival.sha256());
        }
        if (updated != known) {
            stores.incidents().put(updated);
        }
    }

    private void decide(Stores stores, CanaryToken token, Sighting sighting) {
        Disposition disposition = Triage.dispose(sighting, context(stores, sighting));
        if (disposition == Disposition.ALERT) {
            join(stores, token, sighting, true);
        } else {
            stores.incidents().put(sighting.decided(disposition, null));
        }
        if (disposition == Disposition.DRILL) {
            stores.tokens().update(token.with(token.facts().proven(sighting.knownAt())));
            stores.ownCalls()
                    .byRequest(String.valueOf(sighting.facts().requestId()))
                    .ifPresent(drill -> stores.ownCalls().put(drill.seen(sighting.knownAt())));
        }
    }

    private Triage.Context context(Stores stores, Sighting sighting) {
        String request = sighting.facts().requestId();
        Instant now = clock.instant();
        return new Triage.Context(
                request != null && stores.ownCalls().isOurs(request)
                        || Sensors.isRoutine(stores, sighting.token(), sighting.facts()),
                request != null && stores.ownCalls().byRequest(request).isPresent(),
                stores.ownCalls().unfinished(sighting.token()).stream().anyMatch(drill -> drill.running(now)),
                stores.incidents().expectedUses(sighting.happenedAt()));
    }

    private void join(Stores stores, CanaryToken token, Sighting sighting, boolean mayTell) {
        Instant now = clock.instant();
        Optional<Incident> alarm = stores.incidents().openIncident(token.id()).isPresent()
                ? Optional.empty()
                : Alarms.rangFor(stores, token, sighting);
        Joined joined = alarm.map(begun -> Triage.join(begun.about(token.id()), sighting, now))
                .orElseGet(() -> joined(stores, sighting, now));
        boolean worse =
                alarm.isEmpty() || joined.incident().severity() != alarm.get().severity();
        Incident incident = campaigns.link(stores, joined.incident(), sighting, now);
        stores.incidents().put(incident);
        if (alarm.isPresent()) {
            note(stores, incident.id(), now, "found", "the record of the alarm: " + token.label());
        }
        if (joined.first()) {
            note(
                    stores,
                    incident.id(),
                    now,
                    "opened",
                    "by " + sighting.attempt().call());
        }
        if (incident.authenticated() && !joined.novelties().isEmpty()) {
            begin(stores, token, incident, sighting, now);
        }
        stores.incidents().put(sighting.decided(Disposition.ALERT, incident.id()));
        CanaryToken told = sighting.kind() == SightingKind.EXPOSURE ? exposed(stores, token, sighting) : token;
        if (joined.alert() && mayTell && worse) {
            alerts.tell(stores, wording.alert(stores, told, incident, sighting, joined));
        }
    }

    /**
     * Only what is in memory and in this transaction is asked, so that the first alert waits for nothing. With a wrong
     * signature nobody has read the place for sure: the playbook begins with the first right one.
     */
    private void begin(Stores stores, CanaryToken token, Incident incident, Sighting sighting, Instant now) {
        if (stores.responses().run(incident.id()).isPresent()) {
            return;
        }
        playbooks
                .choose(
                        token.stewardship().playbook(),
                        situation(stores, incident, token),
                        sighting.arrivals().keySet())
                .ifPresent(playbook -> {
                    stores.responses().begin(new PlaybookRun(incident.id(), playbook, now, List.of()));
                    note(
                            stores,
                            incident.id(),
                            now,
                            "playbook",
                            playbook.name() + " version " + playbook.version() + " began");
                });
    }

    static Situation situation(Stores stores, Incident incident, CanaryToken token) {
        return Situation.of(incident, token, stores.tokens().placements(token.id()));
    }

    private Joined joined(Stores stores, Sighting sighting, Instant now) {
        Optional<Incident> open = stores.incidents().openIncident(sighting.token());
        if (open.isPresent()) {
            return Triage.join(open.get(), sighting, now);
        }
        Optional<Incident> resolved = stores.incidents().lastResolved(sighting.token());
        return resolved.isPresent() && Triage.late(sighting, resolved.get())
                ? Triage.join(resolved.get(), sighting, now)
                : Triage.open(sighting, resolved.orElse(null), clock);
    }

    private static CanaryToken exposed(Stores stores, CanaryToken token, Sighting sighting) {
        CanaryToken exposed = token.with(token.facts().exposed(sighting.knownAt()));
        stores.tokens().update(exposed);
        return exposed;
    }

    private void note(Stores stores, UUID incident, Instant at, String action, String text) {
        stores.incidents().add(new Note(Uuid7.next(clock), incident, at, "keycanary", action, text));
    }
}
