package io.keycanary.desk;

import io.keycanary.alert.Outbox;
import io.keycanary.drill.Drill;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.Figures;
import io.keycanary.incident.Incident;
import io.keycanary.token.CanaryToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in a week or month.
 *
 * @param ever the figures over all incidents, for what is as it is now and belongs to no period
 * @param in those of the period
 * @param before those of the period before
 * @param incidents opened in the period, the oldest first
 * @param issued tokens that were issued in the period
 * @param retired tokens that were retired in the period
 * @param untested tokens in use that no drill has ever proven
 * @param drills of the period, by token; tokens without one have none
 * @param undelivered deliveries that were given up, the newest first
 */
public record PeriodReport(
        CalendarPeriod period,
        Instant madeAt,
        Figures ever,
        Figures in,
        Figures before,
        List<Told> incidents,
        List<CanaryToken> issued,
        List<CanaryToken> retired,
        List<CanaryToken> untested,
        List<Drilled> drills,
        List<Outbox.Item> undelivered) {

    /**
     * An incident with the name of its token.
     *
     * @param label hostile or not: whoever shows it escapes
     */
    public record Told(Incident incident, String label) {}

    /** A token that was drilled, and how often with which outcome. */
    public record Drilled(CanaryToken token, Map<Drill.Outcome, Long> outcomes) {}

    /** Copies the lists. */
    public PeriodReport {
        incidents = List.copyOf(incidents);
        issued = List.copyOf(issued);
        retired = List.copyOf(retired);
        untested = List.copyOf(untested);
        drills = List.copyOf(drills);
        undelivered = List.copyOf(undelivered);
    }
}
