package io.keycanary.figures;

import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.Verdict;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures a manager asks for. Drills, expected uses and our own calls have no incident and so no part in the times.
 *
 * @param tokens tokens by state
 * @param incidents incidents by state
 * @param verdicts resolved incidents by verdict
 * @param detect event time to our clock, of each incident's first sighting
 * @param alert our clock at the first sighting to the acceptance of the first alert
 * @param acknowledge opening to acknowledgement
 * @param contain opening to containment
 * @param resolve opening to resolution
 * @param paths event time to arrival, for each detection path
 * @param skewed sightings left out because their event time lies after their arrival: clocks differ
 * @param unauthenticated incidents known from wrong signatures alone; left out of fidelity
 * @param expected sightings that a rule expects: benign, without an alert
 */
public record Figures(
        Map<TokenState, Long> tokens,
        Map<IncidentState, Long> incidents,
        Map<Verdict, Long> verdicts,
        Spread detect,
        Spread alert,
        Spread acknowledge,
        Spread contain,
        Spread resolve,
        Map<DetectionPath, Spread> paths,
        long skewed,
        long unauthenticated,
        long expected) {

    /**
     * Share of resolved, authenticated incidents that were real uses (true or benign positive), 0 to 1; null when none
     * is resolved.
     */
    public @Nullable Double fidelity() {
        long real =
                verdicts.getOrDefault(Verdict.TRUE_POSITIVE, 0L) + verdicts.getOrDefault(Verdict.BENIGN_POSITIVE, 0L);
        long all = real + verdicts.getOrDefault(Verdict.FALSE_POSITIVE, 0L);
        return all == 0 ? null : (double) real / all;
    }

    /** Share of the tokens in use that are proven to work, 0 to 1; null when there is none in use. */
    public @Nullable Double coverage() {
        long inUse = tokens.values().stream().mapToLong(n -> n).sum() - tokens.getOrDefault(TokenState.RETIRED, 0L);
        long proven = tokens.getOrDefault(TokenState.ARMED, 0L) + tokens.getOrDefault(TokenState.TRIGGERED, 0L);
        return inUse == 0 ? null : (double) proven / inUse;
    }

    /**
     * Computes them.
     *
     * @param expected how many sightings a rule expects
     */
    public static Figures of(List<CanaryToken> tokens, List<IncidentFacts> incidents, long expected) {
        List<Sighting> all =
                incidents.stream().flatMap(i -> i.sightings().stream()).toList();
        return new Figures(
                count(tokens.stream().map(CanaryToken::state), TokenState.class),
                count(incidents.stream().map(i -> i.incident().state()), IncidentState.class),
                count(verdicts(incidents), Verdict.class),
                Spread.of(detectTimes(incidents)),
                spread(incidents, i -> i.incident().openedAt(), IncidentFacts::firstDelivered),
                spread(
                        incidents,
                        i -> i.incident().openedAt(),
                        i -> i.incident().times().acknowledgedAt()),
                spread(
                        incidents,
                        i -> i.incident().openedAt(),
                        i -> i.incident().times().containedAt()),
                spread(
                        incidents,
                        i -> i.incident().openedAt(),
                        i -> i.incident().times().resolvedAt()),
                paths(all),
                all.stream()
                        .filter(s -> delay(s.happenedAt(), s.knownAt()) == null)
                        .count(),
                incidents.stream().filter(i -> !i.incident().authenticated()).count(),
                expected);
    }

    private static Stream<Verdict> verdicts(List<IncidentFacts> incidents) {
        return incidents.stream()
                .map(IncidentFacts::incident)
                .filter(Incident::authenticated)
                .mapMulti((incident, next) -> {
                    if (incident.verdict() != null) {
                        next.accept(incident.verdict());
                    }
                });
    }

    private static <E extends Enum<E>> Map<E, Long> count(Stream<E> values, Class<E> type) {
        Map<E, Long> counts = new EnumMap<>(type);
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return counts;
    }

    private static List<Duration> detectTimes(List<IncidentFacts> incidents) {
        List<Duration> times = new ArrayList<>();
        for (IncidentFacts incident : incidents) {
            incident.sightings().stream()
                    .min(java.util.Comparator.comparing(Sighting::knownAt))
                    .map(first -> delay(first.happenedAt(), first.knownAt()))
                    .ifPresent(times::add);
        }
        return times;
    }

    private static Map<DetectionPath, Spread> paths(List<Sighting> sightings) {
        Map<DetectionPath, Spread> paths = new EnumMap<>(DetectionPath.class);
        for (DetectionPath path : DetectionPath.values()) {
            List<Duration> times = sightings.stream()
                    .<Duration>mapMulti((s, next) -> {
                        Duration delay = delay(s.happenedAt(), s.arrivals().get(path));
                        if (delay != null) {
                            next.accept(delay);
                        }
                    })
                    .toList();
            if (!times.isEmpty()) {
                paths.put(path, Spread.of(times));
            }
        }
        return paths;
    }

    /** Null when one end is missing, or when the end lies before the start: skew is shown, never clamped. */
    private static @Nullable Duration delay(Instant from, @Nullable Instant to) {
        return to == null || to.isBefore(from) ? null : Duration.between(from, to);
    }

    private static Spread spread(
            List<IncidentFacts> incidents,
            Function<IncidentFacts, Instant> from,
            Function<IncidentFacts, @Nullable Instant> to) {
        List<Duration> times = new ArrayList<>();
        for (IncidentFacts incident : incidents) {
            Duration delay = delay(from.apply(incident), to.apply(incident));
            if (delay != null) {
                times.add(delay);
            }
        }
        return Spread.of(times);
    }
}
