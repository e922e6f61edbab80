package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentLog;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.Tally;
import io.keycanary.intake.Sensors;
import io.keycanary.intake.Stores;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an incident.
 *
 * @param sightings the first and the newest ones, by event time
 * @param leftOut how many lie between these
 * @param sources from where they came
 * @param calls what they were
 * @param campaign the other incidents from the same source network
 */
public record CaseFile(
        Incident incident,
        CanaryToken token,
        List<Placement> places,
        List<Sighting> sightings,
        long leftOut,
        Tally sources,
        Tally calls,
        List<Note> notes,
        List<Alert> alerts,
        List<Incident> campaign) {
    private static final int UUID_CHARS = 36;
    private static final int COUNTED = 50;

    static CaseFile of(Stores stores, Incident incident, int shown) {
        UUID id = incident.id();
        List<Sighting> sightings = ends(stores.incidents(), incident, shown);
        return new CaseFile(
                incident,
                Sensors.find(stores, incident.token())
                        .orElseThrow(
                                () -> Names.unknown("token", incident.token().toString())),
                stores.tokens().placements(incident.token()),
                sightings,
                Math.max(0, incident.sightings() - sightings.size()),
                stores.incidents().tally(id, Tally.Of.SOURCE, COUNTED),
                stores.incidents().tally(id, Tally.Of.CALL, COUNTED),
                stores.incidents().notes(id),
                stores.outbox().alerts(id),
                campaign(stores, incident));
    }

    private static List<Sighting> ends(IncidentLog log, Incident incident, int shown) {
        if (incident.sightings() <= 2L * shown) {
            return log.sightings(incident.id(), null, incident.sightings());
        }
        List<Sighting> ends = new ArrayList<>(log.sightings(incident.id(), null, shown));
        ends.addAll(log.newest(incident.id(), shown));
        return ends;
    }

    private static List<Incident> campaign(Stores stores, Incident incident) {
        UUID campaign = incident.campaign();
        return campaign == null
                ? List.of()
                : stores.incidents().campaign(campaign).stream()
                        .filter(other -> !other.id().equals(incident.id()))
                        .toList();
    }

    /** The sightings before the gap; all when there is none. */
    public List<Sighting> first() {
        return leftOut == 0 ? sightings : sightings.subList(0, sightings.size() / 2);
    }

    /** The sightings behind the gap; none when there is none. */
    public List<Sighting> newest() {
        return leftOut == 0 ? List.of() : sightings.subList(sightings.size() / 2, sightings.size());
    }

    /** Who it was assigned to last; null for nobody. */
    public @Nullable String assignee() {
        return notes.stream()
                .filter(note -> note.action().equals(IncidentDesk.ASSIGN))
                .map(Note::text)
                .reduce((earlier, later) -> later)
                .filter(name -> !name.isEmpty())
                .orElse(null);
    }

    /** Incidents that people linked with it. */
    public Set<UUID> links() {
        return notes.stream()
                .filter(note -> note.action().equals(IncidentDesk.LINK))
                .map(note -> UUID.fromString(note.text().substring(0, UUID_CHARS)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
