package io.keycanary.incident;

import io.keycanary.source.DetectionPath;
import java.time.Instant;
import java.util.Map;

/**
 * When a sighting happened and when it came: what figures need of it, without its record.
 *
 * @param happenedAt {@code eventTime}
 * @param knownAt our clock at the first arrival
 * @param byPath when each path first delivered it
 */
public record Arrivals(Instant happenedAt, Instant knownAt, Map<DetectionPath, Instant> byPath) {
    /** Copies the map. */
    public Arrivals {
        byPath = Map.copyOf(byPath);
    }
}
