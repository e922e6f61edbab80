package io.keycanary.figures;

import io.keycanary.incident.Incident;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the figures need of one incident.
 *
 * @param delays of its sightings
 * @param firstAlert when the first alert was made, null when there is none
 * @param firstDelivered when the first alert was accepted by a channel that counts, null when none was
 * @param undelivered deliveries of its alerts that were given up, or failed and are still tried
 */
public record IncidentFacts(
        Incident incident,
        Delays delays,
        @Nullable Instant firstAlert,
        @Nullable Instant firstDelivered,
        long undelivered) {}
