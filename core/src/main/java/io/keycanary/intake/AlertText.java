package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Alert.Reason;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.Wording;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Triage.Joined;
import io.keycanary.respond.RunProgress;
import io.keycanary.respond.Step;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the alerts of a sighting: what leaked, what was tried, from where, and what to do.
 *
 * @param desk knows where people find an incident
 * @param sources what is known about addresses
 */
record AlertText(AlertDesk desk, SourceLookup sources, InstantSource clock) {
    /** The alert about a sighting that joined its incident. */
    Alert alert(Stores stores, CanaryToken token, Incident incident, Sighting sighting, Joined joined) {
        List<String> details = new ArrayList<>();
        if (!joined.first()) {
            details.addAll(Wording.news(joined.novelties()));
        }
        details.addAll(Wording.soFar(incident, sighting.attempt()));
        if (incident.campaign() != null) {
            details.add(
                    "other tokens were hit from the same network: campaign " + Uuid7.shortForm(incident.campaign()));
        }
        List<Placement> places = stores.tokens().placements(token.id());
        return new Alert(
                        Uuid7.next(clock),
                        joined.first() ? Reason.FIRST_SIGHTING : Reason.NOVELTY,
                        incident.severity(),
                        incident.id(),
                        token.id(),
                        Wording.leaked(token, places),
                        Wording.tried(sighting),
                        Wording.from(sighting, sources),
                        incident.firstSeenAt(),
                        todo(stores, token, incident, sighting),
                        desk.link(incident.id()),
                        details,
                        clock.instant())
                .with(AlertFacts.of(token, sighting, AlertFacts.Standing.of(incident, notes(stores, joined))));
    }

    /** The timeline says who works on it; one that begins now has nobody. */
    private static List<Note> notes(Stores stores, Joined joined) {
        return joined.first()
                ? List.of()
                : stores.incidents().notes(joined.incident().id());
    }

    /** The next step of the playbook, else what is always right. */
    private static String todo(Stores stores, CanaryToken token, Incident incident, Sighting sighting) {
        return stores.responses()
                .run(incident.id())
                .flatMap(begun -> RunProgress.next(begun, Casework.situation(stores, incident, token))
                        .map(Step::title)
                        .map(title ->
                                Wording.todo(token, title, begun.playbook().name())))
                .orElseGet(() -> Wording.todo(token, sighting.kind(), sighting.authenticated()));
    }
}
