package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Alert.Reason;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.Wording;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Tally;
import io.keycanary.incident.Triage;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what did not deserve an alert of its own: novelties over the bound per hour, and looks at decoys once a day. */
public final class Digests {
    private static final Duration LOOKS_EVERY = Duration.ofDays(1);
    private static final String LOOKS = "digest/looks";
    private static final int MAX_LOOKS = 10_000;
    private static final int MAX_LINES = 20;

    private final Ledger ledger;
    private final AlertDesk alerts;
    private final InstantSource clock;

    private record Counts(String networks, String calls) {
        static Counts of(Stores stores, Incident incident) {
            return new Counts(
                    stores.incidents()
                            .tally(incident.id(), Tally.Of.NETWORK, MAX_LINES)
                            .words(),
                    stores.incidents()
                            .tally(incident.id(), Tally.Of.CALL, MAX_LINES)
                            .words());
        }
    }

    /** Digests of this ledger. */
    public Digests(Ledger ledger, AlertDesk alerts, InstantSource clock) {
        this.ledger = ledger;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Puts out every digest that is due. Call it about once a minute. */
    public void sweep() {
        Instant now = clock.instant();
        List<Incident> due = ledger.read(stores -> stores.incidents().digestDue(now));
        due.forEach(incident -> {
            // Counting takes long when there is much to count: not while others wait for the transaction.
            Counts counts = ledger.read(stores -> Counts.of(stores, incident));
            ledger.change(stores -> digest(stores, incident, counts, now));
        });
        if (ledger.read(stores -> looksDue(stores, now))) {
            ledger.change(stores -> looks(stores, now));
        }
    }

    private static boolean looksDue(Stores stores, Instant now) {
        Instant last = lastLooks(stores);
        return now.isBefore(last) || !now.isBefore(last.plus(LOOKS_EVERY));
    }

    private static Instant lastLooks(Stores stores) {
        return stores.checkpoints().position(LOOKS).map(Instant::parse).orElse(Instant.EPOCH);
    }

    private void digest(Stores stores, Incident seen, Counts counts, Instant now) {
        stores.tokens().lock(seen.token());
        Incident incident = stores.incidents().incident(seen.id()).orElse(seen);
        if (!incident.budget().digestDue(now)) {
            return; // another process was faster
        }
        CanaryToken token = Sensors.find(stores, incident.token()).orElseThrow();
        stores.incidents().put(Triage.digested(incident, now));
        alerts.tell(
                stores,
                new Alert(
                                Uuid7.next(clock),
                                Reason.DIGEST,
                                incident.severity(),
                                incident.id(),
                                token.id(),
                                Wording.leaked(token, stores.tokens().placements(token.id())),
                                incident.sightings() + " sightings, "
                                        + incident.budget().waiting() + " of them new in some respect",
                                counts.networks,
                                incident.firstSeenAt(),
                                Wording.todo(token, SightingKind.USE, incident.authenticated()),
                                alerts.link(incident.id()),
                                List.of("tried: " + counts.calls),
                                now)
                        .with(facts(stores, incident)));
    }

    /** About the newest call that was told. */
    private static @Nullable AlertFacts facts(Stores stores, Incident incident) {
        AlertFacts.Standing standing =
                AlertFacts.Standing.of(incident, stores.incidents().notes(incident.id()));
        return stores.outbox().alerts(incident.id()).stream()
                .flatMap(alert -> Stream.ofNullable(alert.facts()))
                .reduce((earlier, later) -> later)
                .map(told -> told.now(standing))
                .orElse(null);
    }

    /** The most frequent values with their counts. */
    private static String count(List<Sighting> sightings, java.util.function.Function<Sighting, String> value) {
        Map<String, Long> counts =
                sightings.stream().collect(Collectors.groupingBy(value, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_LINES)
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private void looks(Stores stores, Instant now) {
        if (!looksDue(stores, now)) {
            return; // another process was faster
        }
        Instant last = lastLooks(stores);
        stores.checkpoints().put(new Checkpoint(LOOKS, now.toString()));
        List<Sighting> looks = stores.incidents().withDisposition(Disposition.LOOK, last, MAX_LOOKS);
        if (!looks.isEmpty()) {
            alerts.tell(stores, looked(looks, now));
        }
    }

    private Alert looked(List<Sighting> looks, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("by: " + count(looks, s -> String.valueOf(s.facts().userArn())));
        lines.add("calls: " + count(looks, s -> s.attempt().call()));
        return new Alert(
                Uuid7.next(clock),
                Reason.DIGEST,
                Severity.LOW,
                null,
                null,
                "nothing: other identities looked at decoys, as posture scanners do",
                looks.size() + " read-only calls that name a decoy",
                count(looks, s -> s.network().text()),
                looks.getFirst().happenedAt(),
                "Check that each of these identities has a reason to list users.",
                "keycanary incident list",
                lines,
                now);
    }
}
