package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.EscalationChain.Step;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who is told when nobody acknowledges. */
class EscalationsTest {
    private static final EscalationChain CHAIN = new EscalationChain(List.of(
            new Step(Duration.ofMinutes(15), List.of("pager"), Severity.LOW),
            new Step(Duration.ofHours(1), List.of("pager", "boss"), Severity.LOW)));

    private final Desk desk = new Desk();
    private final Incident incident = open();

    @Test
    void sweep_nobodyAcknowledges_takesEachStepOnceInTime() {
        sweepAfter(Duration.ofMinutes(14));
        assertThat(escalated()).isEmpty();

        sweepAfter(Duration.ofMinutes(1));
        sweepAfter(Duration.ofMinutes(1));
        assertThat(escalated()).hasSize(1);
        Alert first = escalated().getFirst();
        assertThat(first.todo()).startsWith("Nobody has acknowledged it for 15 minutes: acknowledge it ('keycanary");
        assertThat(first.leaked()).isEqualTo(told().getFirst().leaked());
        assertThat(channels(first)).containsExactly("pager");

        sweepAfter(Duration.ofMinutes(44));
        sweepAfter(Duration.ofDays(3));
        assertThat(escalated()).hasSize(2);
        assertThat(channels(escalated().getLast())).containsExactly("boss", "pager");
    }

    @Test
    void sweep_programWasDownMeanwhile_takesTheStepsThatAreDue() {
        sweepAfter(Duration.ofHours(9));

        assertThat(escalated()).hasSize(2);
    }

    @Test
    void sweep_workedOn_takesNoFurtherStep() {
        sweepAfter(Duration.ofMinutes(20));
        desk.incidents.acknowledge(incident.id(), OptionalLong.empty(), "alice");
        sweepAfter(Duration.ofHours(9));
        assertThat(escalated()).hasSize(1);
        Alert acknowledged = told().stream()
                .filter(alert -> alert.reason() == Alert.Reason.ACKNOWLEDGED)
                .findFirst()
                .orElseThrow();
        assertThat(channels(acknowledged))
                .as("whoever was called hears that somebody works on it")
                .contains("pager", "webhook");

        desk.incidents.contain(incident.id(), OptionalLong.empty(), "alice", "");
        sweepAfter(Duration.ofHours(9));
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "alice", Verdict.TRUE_POSITIVE, "");
        sweepAfter(Duration.ofHours(9));
        assertThat(escalated()).hasSize(1);
    }

    @Test
    void sweep_openedAgain_beginsTheChainAgain() {
        sweepAfter(Duration.ofHours(2));
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "alice", Verdict.FALSE_POSITIVE, "");
        desk.pass(Duration.ofHours(1));
        desk.incidents.reopen(incident.id(), OptionalLong.empty(), "bob", "again");
        sweepAfter(Duration.ofMinutes(14));
        assertThat(escalated()).hasSize(2);

        sweepAfter(Duration.ofMinutes(1));
        assertThat(escalated()).hasSize(3);
    }

    @Test
    void sweep_incidentOfLittleSeverity_takesNoStep() {
        EscalationChain grave =
                new EscalationChain(List.of(new Step(Duration.ofMinutes(15), List.of("pager"), Severity.CRITICAL)));
        desk.pass(Duration.ofHours(1));
        new Escalations(desk.ledger, grave, desk.alertDesk, desk.clock).sweep();

        assertThat(escalated()).isEmpty();
    }

    @Test
    void sweep_clockSetBackAndForward_takesEachStepOnce() {
        sweepAfter(Duration.ofMinutes(15));
        sweepAfter(Duration.ofHours(-7));
        sweepAfter(Duration.ofMinutes(1));
        sweepAfter(Duration.ofHours(30));
        sweepAfter(Duration.ofHours(-30));

        assertThat(escalated()).hasSize(2);
    }

    @Test
    void chain_stepsOutOfOrder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EscalationChain(CHAIN.steps().reversed()))
                .withMessageContaining("later");
        assertThatIllegalArgumentException().isThrownBy(() -> new Step(Duration.ofMinutes(5), List.of(), Severity.LOW));
    }

    private void sweepAfter(Duration time) {
        desk.pass(time);
        // A new one each time, as after a start: it remembers nothing itself.
        new Escalations(desk.ledger, CHAIN, desk.alertDesk, desk.clock).sweep();
    }

    private List<Alert> told() {
        return desk.ledger.read(stores -> stores.outbox().alerts(incident.id()));
    }

    private List<Alert> escalated() {
        return told().stream()
                .filter(alert -> alert.reason() == Alert.Reason.ESCALATED)
                .toList();
    }

    private List<String> channels(Alert alert) {
        return desk.ledger.read(stores -> stores.outbox().deliveries(alert.id())).stream()
                .map(Delivery::channel)
                .sorted()
                .toList();
    }

    private Incident open() {
        desk.offer(CloudTrail.file(List.of(new CloudTrail.Call(
                desk.token("ci"), "e1", "ec2", "DescribeInstances", "198.51.100.7", "2026-11-23T11:59:58Z"))));
        return desk.all().getFirst();
    }
}
