package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.PeriodReport;
import io.keycanary.desk.ReportRounds;
import io.keycanary.incident.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the rounds of reports must do on every kind of store. */
public abstract class ReportRoundsContract extends StoreContract {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Monday of 2026-W48, 08:00 in Berlin. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");

    private final ReportRounds.Plan plan = ReportRounds.Plan.of(List.of("mail", "chat"), List.of("mail"), BERLIN);

    private volatile Instant now = MONDAY;

    private static final ReportRounds.Words WORDS = new ReportRounds.Words() {
        @Override
        public String summary(PeriodReport report) {
            return "s".repeat(400);
        }

        @Override
        public List<String> lines(PeriodReport report) {
            return List.of("of " + report.period().name());
        }
    };

    private ReportRounds rounds(Ledger of) {
        return new ReportRounds(of, plan, WORDS, () -> now);
    }

    private List<Outbox.Item> told() {
        return ledger.read(stores -> stores.outbox().recent(Delivery.State.PENDING, 100));
    }

    private List<String> toldWhat() {
        return told().stream()
                .map(item ->
                        item.delivery().channel() + " " + item.alert().details().getFirst())
                .sorted()
                .toList();
    }

    @Test
    void sweep_beforeEightOnMonday_tellsOfTheWeekBeforeThat() {
        now = MONDAY.minusNanos(1_000);
        rounds(ledger).sweep();
        assertThat(toldWhat()).containsExactly("chat of 2026-W46", "mail of 2026-10", "mail of 2026-W46");
        now = MONDAY;
        rounds(ledger).sweep();
        assertThat(toldWhat()).contains("chat of 2026-W47", "mail of 2026-W47").hasSize(5);
    }

    @Test
    void sweep_againAndByAnotherProcess_tellsOnce() {
        rounds(ledger).sweep();
        rounds(ledger).sweep();
        rounds(another()).sweep();
        now = MONDAY.plusSeconds(6 * 86_400);
        rounds(ledger).sweep();
        assertThat(told()).hasSize(3);
    }

    /** Lets nobody write before all have seen that a report is due. */
    private record Together(CyclicBarrier all) implements ReportRounds.Words {
        @Override
        public String summary(PeriodReport report) {
            try {
                all.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError("not all came so far", e);
            }
            return WORDS.summary(report);
        }

        @Override
        public List<String> lines(PeriodReport report) {
            return WORDS.lines(report);
        }
    }

    @Test
    void sweep_byManyAtOnce_tellsOnce() throws Exception {
        List<Callable<Boolean>> sweeps = new ArrayList<>();
        Together words = new Together(new CyclicBarrier(4));
        for (int i = 0; i < 4; i++) {
            ReportRounds rounds = new ReportRounds(another(), plan, words, () -> now);
            sweeps.add(() -> {
                rounds.sweep();
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> swept : threads.invokeAll(sweeps)) {
                assertThat(swept.get()).isTrue();
            }
        }
        assertThat(told()).hasSize(3);
    }

    @Test
    void sweep_thatFailsBeforeItsEnd_leavesNothingAndIsMadeUpFor() {
        ReportRounds.Words failing = new ReportRounds.Words() {
            @Override
            public String summary(PeriodReport report) {
                return "";
            }

            @Override
            public List<String> lines(PeriodReport report) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> new ReportRounds(ledger, plan, failing, () -> now).sweep())
                .hasMessage("killed");
        assertThat(told()).isEmpty();
        rounds(another()).sweep();
        assertThat(told()).hasSize(3);
    }

    @Test
    void report_isOfLowestSeverityAndNoAlertOfAnIncident() {
        rounds(ledger).sweep();
        Alert report = told().getFirst().alert();
        assertThat(report.severity()).isEqualTo(Severity.LOW);
        assertThat(report.incident()).isNull();
        assertThat(report.reason().tellsOfSightings()).isFalse();
        assertThat(report.tried()).hasSize(300);
        assertThat(report.link()).matches("keycanary report (weekly --period 2026-W47|monthly --period 2026-10)");
        assertThat(new FiguresDesk(ledger, () -> now).figures().undelivered()).isZero();
        assertThat(new FiguresDesk(ledger, () -> now).figures().alert().count()).isZero();
    }
}
