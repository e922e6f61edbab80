package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.Delivery;
import io.keycanary.incident.Incident;
import io.keycanary.intake.Stores;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells whoever was alerted what the team does about it: so nobody starts twice, and on-call services stop calling. */
final class ProgressAlerts {
    private final InstantSource clock;

    ProgressAlerts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Puts the alert out for every channel that has an alert of this incident; does nothing when there is none.
     *
     * @param reason what the team did
     * @param actor who did it
     * @param text what the person wrote, may be empty
     */
    void tell(Stores stores, Incident incident, Alert.Reason reason, String actor, String text) {
        List<Alert> earlier = stores.outbox().alerts(incident.id());
        Set<String> channels = new TreeSet<>();
        earlier.forEach(alert -> stores.outbox().deliveries(alert.id()).stream()
                .map(Delivery::channel)
                .forEach(channels::add));
        if (channels.isEmpty()) {
            return;
        }
        Alert first = earlier.getFirst();
        Alert news = new Alert(
                        Uuid7.next(clock),
                        reason,
                        incident.severity(),
                        incident.id(),
                        incident.token(),
                        first.leaked(),
                        "",
                        "",
                        incident.firstSeenAt(),
                        todo(reason, actor),
                        first.link(),
                        text.isEmpty() ? List.of() : List.of(text),
                        clock.instant())
                .with(facts(stores, incident, first));
        stores.outbox().put(news, channels);
    }

    private static @Nullable AlertFacts facts(Stores stores, Incident incident, Alert first) {
        AlertFacts then = first.facts();
        return then == null
                ? null
                : then.now(AlertFacts.Standing.of(incident, stores.incidents().notes(incident.id())));
    }

    private static String todo(Alert.Reason reason, String actor) {
        return switch (reason) {
            case ACKNOWLEDGED -> "Nothing: " + actor + " works on it.";
            case ASSIGNED -> "Nothing: " + actor + " says who works on it now.";
            case CONTAINED -> "Nothing: " + actor + " says that it can do no more harm.";
            case RESOLVED -> "Nothing: " + actor + " closed it.";
            case REOPENED -> "Go on: " + actor + " opened it again.";
            case FIRST_SIGHTING, NOVELTY, DIGEST, ESCALATED, HEARTBEAT, REPORT, DRILL_MISSED, CHANNEL_DOWN, TEST ->
                throw new IllegalArgumentException(reason + " is nothing that the team did");
        };
    }
}
