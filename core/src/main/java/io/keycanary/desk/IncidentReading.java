package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.figures.Delays;
import io.keycanary.figures.IncidentFacts;
import io.keycanary.figures.Period;
import io.keycanary.incident.Incident;
import io.keycanary.intake.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads what figures need of incidents. */
record IncidentReading(Stores stores) {
    private static final int PAGE = 500;

    /** Of the incidents that were opened in a period, the newest first. */
    List<IncidentFacts> facts(Period period) {
        return opened(period).stream().map(this::facts).toList();
    }

    /** The incidents that were opened in a period, the newest first. */
    List<Incident> opened(Period period) {
        List<Incident> all = new ArrayList<>();
        List<Incident> page = stores.incidents().page(null, null, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(incident -> period.holds(incident.openedAt())).forEach(all::add);
            page = stores.incidents().page(null, page.getLast().id(), PAGE);
        }
        return all;
    }

    private IncidentFacts facts(Incident incident) {
        UUID id = incident.id();
        List<Alert> alerts = stores.outbox().alerts(id);
        List<Alert> sighted = alerts.stream()
                .filter(alert -> alert.reason().tellsOfSightings())
                .toList();
        Delays.Counter counter = new Delays.Counter();
        stores.incidents().arrivals(id, counter);
        return new IncidentFacts(
                incident,
                counter.delays(),
                sighted.stream().map(Alert::createdAt).min(Instant::compareTo).orElse(null),
                deliveries(sighted)
                        .filter(d -> d.state() == Delivery.State.ACCEPTED)
                        .map(Delivery::endedAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                deliveries(alerts)
                        .filter(d -> d.state() == Delivery.State.DEAD
                                || d.state() == Delivery.State.PENDING && d.attempts() > 0)
                        .count());
    }

    /** The console's deliveries never count: printing proves nothing. */
    private Stream<Delivery> deliveries(List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> stores.outbox().deliveries(alert.id()).stream())
                .filter(delivery -> !delivery.channel().equals("console"));
    }
}
