package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.desk.CaseFile;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.QueryDesk;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.intake.CountingLedger.Cost;
import io.keycanary.respond.QueryKind;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.CanaryToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An incident of very many sightings costs no more than a small one, but where a figure is over all of them. */
class LargeIncidentTest {
    private static final int MANY = 2_000;

    private final Desk desk = new Desk();
    private final CountingLedger ledger = new CountingLedger(desk.ledger);
    private final Intake intake =
            new Intake(ledger, new Watchlist(ledger), new Casework(desk.alertDesk, desk.clock), desk.clock, () -> {});
    private final CanaryToken token = desk.token("svc-a");
    private int used;

    /** From a network of its own each, so that novelties, too, are as many as they get. */
    private Call use() {
        used++;
        return new Call(
                token,
                "e" + used,
                "ec2",
                "DescribeInstances",
                "10." + used / 250 + "." + used % 250 + ".1",
                desk.clock.instant().plusSeconds(used).toString());
    }

    private void offer(int uses) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < uses; i++) {
            calls.add(use());
        }
        byte[] file = CloudTrail.file(calls).getBytes(StandardCharsets.UTF_8);
        try {
            intake.offer(new RecordBytes(
                    DetectionPath.FILES, "test", RecordBytes.Bytes.of(file), desk.clock.instant(), true, null));
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    private Cost oneMore = new Cost(0, 0);

    @BeforeEach
    void sightMany() {
        offer(700);
        oneMore = ledger.of(() -> offer(1));
        offer(MANY - 701);
    }

    private UUID incident() {
        return desk.all().getFirst().id();
    }

    @Test
    void offer_oneMoreSighting_costsWhatAnEarlierOneCost() {
        assertThat(ledger.of(() -> offer(1))).isEqualTo(oneMore);
        assertThat(oneMore.rows()).isLessThan(20);
    }

    @Test
    void open_largeIncident_readsItsEndsAndSaysWhatIsBetween() {
        IncidentDesk incidents = new IncidentDesk(ledger, desk.clock);
        UUID incident = incident();
        long alerts = incidents.open(incident, 1).alerts().size();

        Cost cost = ledger.of(() -> incidents.open(incident, 20));

        assertThat(cost.rows()).isLessThan(40 + alerts + 10);
        CaseFile file = incidents.open(incident, 20);
        assertThat(file.leftOut()).isEqualTo(MANY - 40);
        assertThat(file.first())
                .hasSize(20)
                .extracting(s -> s.facts().eventId())
                .startsWith("e1", "e2");
        assertThat(file.newest())
                .hasSize(20)
                .extracting(s -> s.facts().eventId())
                .endsWith("e" + (MANY - 1), "e" + MANY);
        assertThat(file.sources().distinct()).isEqualTo(MANY);
    }

    @Test
    void answer_sameSource_asksForTheMostFrequentOnesOnly() {
        CaseFile file = new IncidentDesk(ledger, desk.clock).open(incident(), 20);
        QueryDesk queries = new QueryDesk(ledger);
        assertThat(ledger.of(() -> queries.answer(QueryKind.SAME_SOURCE, file)).rows())
                .isZero();
        assertThat(queries.answer(QueryKind.SAME_SOURCE, file).getFirst()).endsWith(", and " + (MANY - 50) + " more");
    }

    @Test
    void sweep_digestOfALargeIncident_readsNoSighting() {
        Digests digests = new Digests(ledger, desk.alertDesk, desk.clock);
        desk.pass(Duration.ofHours(2));
        assertThat(ledger.of(digests::sweep).rows()).isLessThan(20);
    }

    @Test
    void figures_largeIncident_takeEachArrivalOnce() {
        FiguresDesk figures = new FiguresDesk(ledger, desk.clock);
        long alerts = desk.incidents.open(incident(), 1).alerts().size();
        Cost cost = ledger.of(figures::figures);
        assertThat(cost.rows()).isBetween((long) MANY, MANY + 4 * alerts + 10);
        assertThat(cost.calls()).isLessThan(2 * alerts + 20);
        assertThat(figures.figures().skewed()).isEqualTo(MANY);
    }
}
