package io.keycanary.figures;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the figures need of one incident.
 *
 * @param sightings its sightings in any order
 * @param firstAlert when the first alert was made, null when there is none
 * @param firstDelivered when the first alert was accepted by a channel that counts, null when none was
 * @param undelivered deliveries of its alerts that were given up, or failed and are still tried
 */
public record IncidentFacts(
        Incident incident,
        List<Sighting> sightings,
        @Nullable Instant firstAlert,
        @Nullable Instant firstDelivered,
        long undelivered) {

    /** The sighting that we knew first. */
    public Optional<Sighting> first() {
        return sightings.stream().min(Comparator.comparing(Sighting::knownAt));
    }
}
