package io.keycanary.desk;

import io.keycanary.audit.PathFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId.RecordId;
import io.keycanary.incident.SightingKind;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the detection paths of an account did lately, by the uses and drills in the ledger. */
record PathLook(Ledger ledger, InstantSource clock) {
    private static final Duration LATELY = Duration.ofDays(7);
    private static final int MANY = 10_000;

    /**
     * How late a path should be at most. CloudTrail delivers to buckets, log groups and the event history within about 15
     * minutes (CloudTrail user guide); the alarm takes up to two more, and we ask for the history every few minutes.
     */
    private static Duration bound(DetectionPath path) {
        return switch (path) {
            case EVENTBRIDGE, TRAIL_S3 -> Duration.ofMinutes(15);
            case TRAIL_LOGS -> Duration.ofMinutes(20);
            case EVENT_HISTORY -> Duration.ofMinutes(30);
            case LAST_USED -> Duration.ofHours(5);
            case ENDPOINT, FILES -> Duration.ofMinutes(1);
        };
    }

    List<PathFacts> of(ManagedAccount account) {
        return ledger.read(stores -> of(stores, account));
    }

    private List<PathFacts> of(Stores stores, ManagedAccount account) {
        List<PipelineDesk.Located> pipelines = PipelineDesk.in(stores, account.account());
        Optional<Instant> since =
                pipelines.stream().map(where -> where.pipeline().appliedAt()).max(Comparator.naturalOrder());
        if (since.isEmpty()) {
            return List.of();
        }
        Set<TokenId> tokens = Names.in(account.account(), stores.tokens()).stream()
                .map(CanaryToken::id)
                .collect(Collectors.toSet());
        List<Sighting> drills = newest(stores, Disposition.DRILL, tokens, since.get());
        List<Sighting> uses = new ArrayList<>(newest(stores, Disposition.ALERT, tokens, since.get()));
        uses.addAll(drills);
        uses.sort(Comparator.comparing(Sighting::happenedAt));
        List<PathFacts> all = new ArrayList<>();
        for (DetectionPath path : PipelineDesk.paths(pipelines)) {
            all.add(facts(path, uses.reversed(), drills.reversed()));
        }
        return all;
    }

    /** Oldest first. What only IAM's data or an alarm shows came by no other path. */
    private List<Sighting> newest(Stores stores, Disposition disposition, Set<TokenId> tokens, Instant since) {
        Instant from = clock.instant().minus(LATELY);
        Instant later = from.isAfter(since) ? from : since;
        return stores.incidents().withDisposition(disposition, later, MANY).stream()
                .filter(sighting -> tokens.contains(sighting.token()) && sighting.kind() == SightingKind.USE)
                .filter(sighting -> sighting.identity() instanceof RecordId)
                .filter(sighting -> !sighting.happenedAt().isBefore(later))
                .sorted(Comparator.comparing(Sighting::happenedAt))
                .toList();
    }

    private PathFacts facts(DetectionPath path, List<Sighting> uses, List<Sighting> drills) {
        Optional<Sighting> brought =
                uses.stream().filter(use -> use.arrivals().containsKey(path)).findFirst();
        @Nullable
        Duration lag = brought.map(
                        use -> Duration.between(use.happenedAt(), use.arrivals().getOrDefault(path, use.knownAt())))
                .orElse(null);
        Optional<Sighting> due = drills.stream()
                .filter(drill -> drill.happenedAt().plus(bound(path)).isBefore(clock.instant()))
                .findFirst()
                .filter(drill -> !drill.arrivals().containsKey(path));
        return new PathFacts(
                path.word(),
                bound(path),
                lag,
                due.map(Sighting::happenedAt).orElse(null),
                due.stream().flatMap(PathLook::seenBy).toList());
    }

    private static Stream<String> seenBy(Sighting drill) {
        return drill.arrivals().keySet().stream().sorted().map(DetectionPath::word);
    }
}
