package io.keycanary.figures;

import io.keycanary.drill.Drill;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Verdict;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures a manager asks for. Drills, expected uses and our own calls have no incident and so no part in the times.
 *
 * @param tokens tokens by state
 * @param incidents incidents by state
 * @param verdicts resolved incidents by verdict
 * @param detect event time to our clock, of each incident's first sighting
 * @param processing our clock at the first sighting to the making of the first alert
 * @param alert our clock at the first sighting to the acceptance of the first alert
 * @param told event time of the first sighting to the acceptance of the first alert: the whole way to a person
 * @param acknowledge opening to acknowledgement
 * @param contain opening to containment
 * @param resolve opening to resolution
 * @param paths event time to arrival, for each detection path
 * @param silence for each detection path, how long ago it last delivered a sighting of an incident
 * @param drills drills by what became of them
 * @param proofAge of the tokens in use, how long ago each was last proven by a drill
 * @param places where tokens are planted or to be planted, those taken out left aside
 * @param armedPlaces those of them whose token is proven to work
 * @param undelivered deliveries of alerts about incidents that were given up, or failed and are still tried
 * @param skewed sightings left out because their event time lies after their arrival: clocks differ
 * @param unauthenticated incidents known from wrong signatures alone; left out of fidelity
 * @param expected sightings that a rule expects: benign, without an alert
 */
public record Figures(
        Map<TokenState, Long> tokens,
        Map<IncidentState, Long> incidents,
        Map<Verdict, Long> verdicts,
        Spread detect,
        Spread processing,
        Spread alert,
        Spread told,
        Spread acknowledge,
        Spread contain,
        Spread resolve,
        Map<DetectionPath, Spread> paths,
        Map<DetectionPath, Duration> silence,
        Map<Drill.Outcome, Long> drills,
        Spread proofAge,
        long places,
        long armedPlaces,
        long undelivered,
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

    /** Share of the places with a token that is proven to work, 0 to 1; null when there is no place. */
    public @Nullable Double coveredPlaces() {
        return places == 0 ? null : (double) armedPlaces / places;
    }

    /** Tokens that are not retired. */
    public long tokensInUse() {
        return tokens.values().stream().mapToLong(n -> n).sum() - tokens.getOrDefault(TokenState.RETIRED, 0L);
    }

    /** Share of the tokens in use that are proven to work, 0 to 1; null when there is none in use. */
    public @Nullable Double coverage() {
        long inUse = tokensInUse();
        long proven = tokens.getOrDefault(TokenState.ARMED, 0L) + tokens.getOrDefault(TokenState.TRIGGERED, 0L);
        return inUse == 0 ? null : (double) proven / inUse;
    }

    /**
     * Computes them.
     *
     * @param places of these tokens
     * @param expected how many sightings a rule expects
     */
    public static Figures of(
            List<CanaryToken> tokens,
            List<Placement> places,
            List<IncidentFacts> incidents,
            List<Drill> drills,
            long expected,
            Instant now) {
        List<Placement> standing = places.stream()
                .filter(place -> place.state() != Placement.State.REMOVED)
                .toList();
        return new Figures(
                count(tokens.stream().map(CanaryToken::state), TokenState.class),
                count(incidents.stream().map(i -> i.incident().state()), IncidentState.class),
                count(verdicts(incidents), Verdict.class),
                spread(
                        incidents,
                        i -> i.delays().firstHappenedAt(),
                        i -> i.delays().firstKnownAt()),
                spread(incidents, Figures::openedAt, i -> Optional.ofNullable(i.firstAlert())),
                spread(incidents, Figures::openedAt, i -> Optional.ofNullable(i.firstDelivered())),
                spread(incidents, i -> i.delays().firstHappenedAt(), i -> Optional.ofNullable(i.firstDelivered())),
                spread(
                        incidents,
                        Figures::openedAt,
                        i -> Optional.ofNullable(i.incident().times().acknowledgedAt())),
                spread(
                        incidents,
                        Figures::openedAt,
                        i -> Optional.ofNullable(i.incident().times().containedAt())),
                spread(
                        incidents,
                        Figures::openedAt,
                        i -> Optional.ofNullable(i.incident().times().resolvedAt())),
                paths(incidents),
                silence(incidents, now),
                count(drills.stream().flatMap(drill -> drill.outcome(now).stream()), Drill.Outcome.class),
                proofAge(tokens, now),
                standing.size(),
                armed(tokens, standing),
                incidents.stream().mapToLong(IncidentFacts::undelivered).sum(),
                incidents.stream().mapToLong(i -> i.delays().skewed()).sum(),
                incidents.stream().filter(i -> !i.incident().authenticated()).count(),
                expected);
    }

    private static Optional<Instant> openedAt(IncidentFacts incident) {
        return Optional.of(incident.incident().openedAt());
    }

    private static Map<DetectionPath, Duration> silence(List<IncidentFacts> incidents, Instant now) {
        Map<DetectionPath, Instant> last = new EnumMap<>(DetectionPath.class);
        incidents.forEach(incident ->
                incident.delays().last().forEach((path, at) -> last.merge(path, at, (a, b) -> a.isAfter(b) ? a : b)));
        Map<DetectionPath, Duration> silence = new EnumMap<>(DetectionPath.class);
        last.forEach((path, at) -> silence.put(path, Duration.between(at, now)));
        return silence;
    }

    private static Spread proofAge(List<CanaryToken> tokens, Instant now) {
        return Spread.of(tokens.stream()
                .filter(token -> token.state() != TokenState.RETIRED)
                .map(token -> token.facts().lastProofAt())
                .filter(Objects::nonNull)
                .map(proof -> Duration.between(proof, now))
                .toList());
    }

    private static long armed(List<CanaryToken> tokens, List<Placement> places) {
        Set<TokenId> proven = tokens.stream()
                .filter(token -> token.state() == TokenState.ARMED || token.state() == TokenState.TRIGGERED)
                .map(CanaryToken::id)
                .collect(Collectors.toSet());
        return places.stream().filter(place -> proven.contains(place.token())).count();
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

    private static Map<DetectionPath, Spread> paths(List<IncidentFacts> incidents) {
        Map<DetectionPath, List<Duration>> times = new EnumMap<>(DetectionPath.class);
        incidents.forEach(incident -> incident.delays()
                .byPath()
                .forEach((path, delays) ->
                        times.computeIfAbsent(path, p -> new ArrayList<>()).addAll(delays)));
        Map<DetectionPath, Spread> paths = new EnumMap<>(DetectionPath.class);
        times.forEach((path, delays) -> paths.put(path, Spread.of(delays)));
        return paths;
    }

    /** Over the incidents that have both ends. */
    private static Spread spread(
            List<IncidentFacts> incidents,
            Function<IncidentFacts, Optional<Instant>> from,
            Function<IncidentFacts, Optional<Instant>> to) {
        List<Duration> times = new ArrayList<>();
        for (IncidentFacts incident : incidents) {
            from.apply(incident)
                    .map(begin -> Delays.between(begin, to.apply(incident).orElse(null)))
                    .ifPresent(times::add);
        }
        return Spread.of(times);
    }
}
