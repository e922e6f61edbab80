package io.keycanary.figures;

import io.keycanary.incident.Arrivals;
import io.keycanary.source.DetectionPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long the sightings of an incident were on their way.
 *
 * @param first the sighting that we knew first; null when there is none
 * @param byPath event time to arrival, for each detection path; without those of clocks that differ
 * @param last when each path last delivered one of them
 * @param skewed sightings whose event time lies after their first arrival
 */
public record Delays(
        @Nullable Arrivals first,
        Map<DetectionPath, List<Duration>> byPath,
        Map<DetectionPath, Instant> last,
        long skewed) {

    /** Copies the maps. */
    public Delays {
        byPath = Map.copyOf(byPath);
        last = Map.copyOf(last);
    }

    /** When the sighting that we knew first happened. */
    Optional<Instant> firstHappenedAt() {
        return Optional.ofNullable(first).map(Arrivals::happenedAt);
    }

    /** When we knew the first sighting. */
    Optional<Instant> firstKnownAt() {
        return Optional.ofNullable(first).map(Arrivals::knownAt);
    }

    /** Null when one end is missing, or when the end lies before the start: skew is shown, never clamped. */
    static @Nullable Duration between(Instant from, @Nullable Instant to) {
        return to == null || to.isBefore(from) ? null : Duration.between(from, to);
    }

    /** Takes the sightings of an incident one after the other, and keeps only their delays: they may be very many. */
    public static final class Counter implements Consumer<Arrivals> {
        private @Nullable Arrivals first;
        private final Map<DetectionPath, List<Duration>> byPath = new EnumMap<>(DetectionPath.class);
        private final Map<DetectionPath, Instant> last = new EnumMap<>(DetectionPath.class);
        private long skewed;

        @Override
        public void accept(Arrivals arrivals) {
            if (first == null || arrivals.knownAt().isBefore(first.knownAt())) {
                first = arrivals;
            }
            if (between(arrivals.happenedAt(), arrivals.knownAt()) == null) {
                skewed++;
            }
            arrivals.byPath().forEach((path, at) -> {
                last.merge(path, at, (a, b) -> a.isAfter(b) ? a : b);
                Duration delay = between(arrivals.happenedAt(), at);
                if (delay != null) {
                    byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(delay);
                }
            });
        }

        /** What was taken. */
        public Delays delays() {
            return new Delays(first, byPath, last, skewed);
        }
    }
}
