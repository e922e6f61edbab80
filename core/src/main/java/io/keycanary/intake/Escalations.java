package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Alert.Reason;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.EscalationChain.Step;
import io.keycanary.alert.OwnAlerts;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells further people of incidents that nobody acknowledges. Which steps were taken is read from the outbox: the id of
 * the alert is made of the incident, of how often it was opened again, and of the step, so that no crash and no second
 * process takes a step twice, and none is forgotten.
 */
public final class Escalations {
    private static final int PAGE = 200;

    /** In one sweep: whoever sets a chain for the first time may have many open incidents. */
    private static final int MOST_PER_SWEEP = 50;

    private final Ledger ledger;
    private final EscalationChain chain;
    private final AlertDesk desk;
    private final InstantSource clock;

    /** Escalations of the incidents of this ledger. */
    public Escalations(Ledger ledger, EscalationChain chain, AlertDesk desk, InstantSource clock) {
        this.ledger = ledger;
        this.chain = chain;
        this.desk = desk;
        this.clock = clock;
    }

    /** Takes every step that is due, the newest incidents first. Call it about every ten seconds. */
    public void sweep() {
        if (chain.steps().isEmpty()) {
            return;
        }
        int taken = 0;
        List<Incident> page = page(null);
        while (!page.isEmpty() && taken < MOST_PER_SWEEP) {
            for (Incident incident : page) {
                if (taken < MOST_PER_SWEEP && ledger.read(stores -> anyDue(stores, incident))) {
                    ledger.change(stores -> escalate(stores, incident.id()));
                    taken++;
                }
            }
            page = page(page.getLast().id());
        }
    }

    private List<Incident> page(@org.jspecify.annotations.Nullable UUID before) {
        return ledger.read(stores -> stores.incidents().page(IncidentState.OPEN, before, PAGE));
    }

    private boolean anyDue(Stores stores, Incident incident) {
        return !due(stores, incident, stores.outbox().alerts(incident.id())).isEmpty();
    }

    /** Numbers of the steps that are due and not taken; none while there is no alert that could be repeated. */
    private List<Integer> due(Stores stores, Incident incident, List<Alert> told) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < chain.steps().size(); i++) {
            Step step = chain.steps().get(i);
            boolean late = age(incident, told).compareTo(step.after()) >= 0;
            boolean grave = incident.severity().compareTo(step.atLeast()) >= 0;
            if (late
                    && grave
                    && !told.isEmpty()
                    && stores.outbox().alert(id(incident, told, i)).isEmpty()) {
                due.add(i);
            }
        }
        return due;
    }

    /** Since it was opened, or opened again. After the clock was set back the time is unknown: loud rather than late. */
    private Duration age(Incident incident, List<Alert> told) {
        Instant since = told.stream()
                .filter(alert -> alert.reason() == Reason.REOPENED)
                .map(Alert::createdAt)
                .max(Instant::compareTo)
                .orElse(incident.openedAt());
        return Duration.between(since, clock.instant()).abs();
    }

    private static UUID id(Incident incident, List<Alert> told, int step) {
        long reopened =
                told.stream().filter(alert -> alert.reason() == Reason.REOPENED).count();
        String name = "escalation " + incident.id() + " " + reopened + " " + step;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void escalate(Stores stores, UUID id) {
        Incident seen = stores.incidents().incident(id).orElseThrow();
        stores.tokens().lock(seen.token());
        Incident incident = stores.incidents().incident(id).orElseThrow();
        if (incident.state() != IncidentState.OPEN) {
            return; // somebody was faster
        }
        List<Alert> told = stores.outbox().alerts(id);
        for (int step : due(stores, incident, told)) {
            stores.outbox()
                    .put(
                            alert(incident, told, step).with(facts(stores, incident, told.getFirst())),
                            chain.steps().get(step).channels());
        }
    }

    private static @Nullable AlertFacts facts(Stores stores, Incident incident, Alert first) {
        AlertFacts then = first.facts();
        return then == null
                ? null
                : then.now(AlertFacts.Standing.of(incident, stores.incidents().notes(incident.id())));
    }

    private Alert alert(Incident incident, List<Alert> told, int number) {
        Alert first = told.getFirst();
        Step step = chain.steps().get(number);
        return new Alert(
                id(incident, told, number),
                Reason.ESCALATED,
                incident.severity(),
                incident.id(),
                incident.token(),
                first.leaked(),
                first.tried(),
                first.from(),
                incident.firstSeenAt(),
                "Nobody has acknowledged it for " + OwnAlerts.words(step.after())
                        + ": acknowledge it ('keycanary incident" + " ack " + Uuid7.shortForm(incident.id())
                        + "'), then: " + first.todo(),
                desk.link(incident.id()),
                List.of("escalation step " + (number + 1) + " of "
                        + chain.steps().size() + ", to " + String.join(", ", step.channels())),
                clock.instant());
    }
}
