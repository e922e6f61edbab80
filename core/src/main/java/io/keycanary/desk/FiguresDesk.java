package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.figures.Figures;
import io.keycanary.figures.IncidentFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gathers what the figures are computed from. */
public final class FiguresDesk {
    private static final int PAGE = 500;

    private final Ledger ledger;

    /** A desk over this ledger. */
    public FiguresDesk(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The figures over all incidents. */
    public Figures figures() {
        return ledger.read(stores -> Figures.of(
                Names.all(stores.tokens()),
                incidents(stores),
                stores.incidents().count(Disposition.EXPECTED)));
    }

    private static List<IncidentFacts> incidents(Stores stores) {
        List<IncidentFacts> all = new ArrayList<>();
        List<Incident> page = stores.incidents().page(null, null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(incident -> all.add(facts(stores, incident)));
            page = stores.incidents().page(null, page.getLast().id(), PAGE);
        }
        return all;
    }

    private static IncidentFacts facts(Stores stores, Incident incident) {
        return new IncidentFacts(
                incident, stores.incidents().sightings(incident.id()), firstDelivered(stores, incident.id()));
    }

    /** The console's deliveries never count: printing proves nothing. */
    private static @Nullable Instant firstDelivered(Stores stores, UUID incident) {
        return stores.outbox().alerts(incident).stream()
                .filter(alert -> alert.reason().tellsOfSightings())
                .map(Alert::id)
                .flatMap(alert -> stores.outbox().deliveries(alert).stream())
                .filter(d ->
                        d.state() == Delivery.State.ACCEPTED && !d.channel().equals("console"))
                .map(Delivery::endedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
