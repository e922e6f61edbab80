package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.drill.Drill;
import io.keycanary.figures.Figure;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Measure;
import io.keycanary.figures.Period;
import io.keycanary.figures.Prices;
import io.keycanary.figures.Spread;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Verdict;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The figures, from what happened. The desk's clock begins at 12:00:00. */
class FiguresTest {
    private final Desk desk = new Desk();
    private final FiguresDesk figures = new FiguresDesk(desk.ledger, desk.clock);
    private final CanaryToken token = desk.token("svc-a");

    private void use(CanaryToken used, String id, String at, DetectionPath path) {
        desk.offer(
                CloudTrail.file(List.of(new Call(used, id, "ec2", "DescribeInstances", "198.51.100.7", at))),
                path,
                true,
                null);
    }

    private void settle(UUID incident, boolean accepted) {
        desk.ledger.change(stores -> {
            for (Alert alert : stores.outbox().alerts(incident)) {
                for (Delivery delivery : stores.outbox().deliveries(alert.id())) {
                    stores.outbox()
                            .update(
                                    accepted
                                            ? delivery.accepted("ok", desk.clock.instant())
                                            : delivery.dead("HTTP 410", desk.clock.instant()));
                }
            }
        });
    }

    @Test
    void times_ofOneIncident_areTakenFromEventToResolution() {
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.EVENTBRIDGE);
        desk.pass(Duration.ofSeconds(2));
        UUID incident = desk.all().getFirst().id();
        settle(incident, true);
        desk.pass(Duration.ofSeconds(298));
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.TRAIL_S3);
        desk.incidents.acknowledge(incident, OptionalLong.empty(), "alice");
        desk.pass(Duration.ofMinutes(10));
        desk.incidents.contain(incident, OptionalLong.empty(), "alice", "");
        desk.pass(Duration.ofMinutes(30));
        desk.incidents.resolve(incident, OptionalLong.empty(), "alice", Verdict.TRUE_POSITIVE, "");

        Figures now = figures.figures();

        assertThat(now.detect().max()).isEqualTo(Duration.ofSeconds(5));
        assertThat(now.processing().max()).isZero();
        assertThat(now.alert().max()).isEqualTo(Duration.ofSeconds(2));
        assertThat(now.told().max()).isEqualTo(Duration.ofSeconds(7));
        assertThat(now.acknowledge().max()).isEqualTo(Duration.ofMinutes(5));
        assertThat(now.contain().max()).isEqualTo(Duration.ofMinutes(15));
        assertThat(now.resolve().max()).isEqualTo(Duration.ofMinutes(45));
        assertThat(now.paths())
                .extractingByKey(DetectionPath.EVENTBRIDGE)
                .extracting(Spread::p95)
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(now.paths())
                .extractingByKey(DetectionPath.TRAIL_S3)
                .extracting(Spread::p95)
                .isEqualTo(Duration.ofSeconds(305));
        assertThat(now.silence().get(DetectionPath.TRAIL_S3)).isEqualTo(Duration.ofMinutes(40));
        assertThat(now.fidelity()).isEqualTo(1.0);
        assertThat(now.undelivered()).isZero();
    }

    @Test
    void undelivered_deadAlert_counts() {
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.FILES);
        settle(desk.all().getFirst().id(), false);

        assertThat(figures.figures().undelivered()).isEqualTo(1);
        assertThat(figures.figures().alert().count()).isZero();
    }

    @Test
    void drill_isInNoTimeAndNoCountOfIncidents() {
        Drill drill = desk.drills.begin(token.id(), "test");
        Figures before = figures.figures();
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.FILES);
        desk.drills.end(drill.id(), "req-e1", "test");

        assertThat(desk.all()).isEmpty();
        assertThat(figures.figures().paths()).isEmpty();
        assertThat(figures.figures().incidents()).isEqualTo(before.incidents()).isEmpty();
        assertThat(figures.figures().proofAge().count()).isEqualTo(1);
    }

    @Test
    void drills_seenUnseenAndRunning_passedFailedAndNotCounted() {
        Drill passed = desk.drills.begin(token.id(), "test");
        use(token, "e1", "2026-11-23T12:00:00Z", DetectionPath.FILES);
        desk.drills.end(passed.id(), "req-e1", "test");
        desk.drills.end(desk.drills.begin(token.id(), "test").id(), "req-e2", "test");
        assertThat(figures.figures().drills()).isEqualTo(Map.of(Drill.Outcome.PASSED, 1L));

        desk.pass(DrillDesk.PATIENCE);
        assertThat(figures.figures().drills()).isEqualTo(Map.of(Drill.Outcome.PASSED, 1L, Drill.Outcome.FAILED, 1L));
        assertThat(figures.figures(Period.EVER, FiguresDesk.By.TOKEN))
                .extractingByKey("svc-a")
                .extracting(Figures::drills)
                .isEqualTo(figures.figures().drills());
        assertThat(figures.figures(new Period(null, Desk.T)).drills()).isEmpty();

        use(token, "e2", "2026-11-23T12:00:00Z", DetectionPath.TRAIL_S3);
        assertThat(figures.figures().drills()).isEqualTo(Map.of(Drill.Outcome.PASSED, 2L));
    }

    @Test
    void drill_neverAnswered_failsAtItsDeadline() {
        desk.drills.begin(token.id(), "test");
        desk.pass(DrillDesk.PATIENCE);
        desk.drills.sweep();
        assertThat(figures.figures().drills()).isEqualTo(Map.of(Drill.Outcome.FAILED, 1L));
    }

    @Test
    void period_holdsItsBeginningAndNotItsEnd() {
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.FILES);

        assertThat(opened(new Period(Desk.T, null))).isEqualTo(1);
        assertThat(opened(new Period(Desk.T, Desk.T.plusNanos(1)))).isEqualTo(1);
        assertThat(opened(new Period(Desk.T.minusSeconds(1), Desk.T))).isZero();
    }

    private long opened(Period period) {
        return figures.figures(period).incidents().values().stream()
                .mapToLong(n -> n)
                .sum();
    }

    @Test
    void groups_eachWay_holdTheirIncidentsAndTokens() {
        CanaryToken other = desk.token("svc-b");
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.FILES);
        desk.pass(Duration.ofDays(10));
        use(other, "e2", "2026-12-03T11:59:55Z", DetectionPath.EVENTBRIDGE);

        assertThat(incidentsBy(FiguresDesk.By.TOKEN)).isEqualTo(Map.of("svc-a", 1L, "svc-b", 1L));
        assertThat(incidentsBy(FiguresDesk.By.ACCOUNT)).isEqualTo(Map.of("111122223333", 2L));
        assertThat(incidentsBy(FiguresDesk.By.PATH)).isEqualTo(Map.of("files", 1L, "eventbridge", 1L));
        assertThat(incidentsBy(FiguresDesk.By.MONTH)).isEqualTo(Map.of("2026-11", 1L, "2026-12", 1L));
        assertThat(incidentsBy(FiguresDesk.By.PLACEMENT)).isEqualTo(Map.of("(no place recorded)", 2L));
        assertThat(figures.figures(new Period(Desk.T.plus(Duration.ofDays(1)), null))
                        .detect()
                        .count())
                .isEqualTo(1);
        assertThat(figures.figures(Period.EVER, FiguresDesk.By.TOKEN))
                .extractingByKey("svc-a")
                .extracting(Figures::tokensInUse)
                .isEqualTo(1L);
    }

    private Map<String, Long> incidentsBy(FiguresDesk.By by) {
        Map<String, Long> counts = new java.util.HashMap<>();
        figures.figures(Period.EVER, by)
                .forEach((name, group) -> counts.put(
                        name,
                        group.incidents().values().stream().mapToLong(n -> n).sum()));
        return counts;
    }

    @Test
    void money_onlyFromWhatTheUserGives() {
        Prices cost =
                new Prices(LocalDate.parse("2026-11-01"), "EUR", 0.5, Map.of(DetectionPath.TRAIL_LOGS, 3.25), null);
        Prices all = new Prices(cost.date(), "EUR", 0.5, cost.paths(), new Prices.Savings(12, 10, 60, 2, 1000));

        assertThat(money(cost)).containsExactly(3.75, null);
        // 12 alerts x 365/12 days x 10/60 h x 60 = 3650, and 2 days x 1000
        assertThat(money(all)).containsExactly(3.75, 5650.0);
        assertThat(Figure.list(figures.figures(), null))
                .extracting(Figure::measure)
                .doesNotContain(Measure.COST);
    }

    private List<Double> money(Prices prices) {
        return Figure.list(figures.figures(), prices).stream()
                .filter(figure -> figure.measure() == Measure.COST || figure.measure() == Measure.SAVING)
                .map(Figure::value)
                .toList();
    }

    @Test
    void incident_resolvedFalse_lowersFidelity() {
        use(token, "e1", "2026-11-23T11:59:55Z", DetectionPath.FILES);
        Incident incident = desk.all().getFirst();
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "alice", Verdict.FALSE_POSITIVE, "");

        assertThat(figures.figures().fidelity()).isZero();
    }
}
