package io.keycanary.figures;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the figures need of one incident.
 *
 * @param sightings its sightings in any order
 * @param firstDelivered when the first alert was accepted by a channel that counts, null when none was
 */
public record IncidentFacts(
        Incident incident,
        List<Sighting> sightings,
        @Nullable Instant firstDelivered) {}
