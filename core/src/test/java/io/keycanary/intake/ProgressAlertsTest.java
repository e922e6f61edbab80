package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.Delivery;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Verdict;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whoever was alerted is told what the team does about it. */
class ProgressAlertsTest {
    private final Desk desk = new Desk();

    @Test
    void moves_ofAnAlertedIncident_areToldToTheSameChannels() {
        Incident incident = open();
        desk.pass(Duration.ofMinutes(1));
        desk.incidents.acknowledge(incident.id(), OptionalLong.empty(), "alice");
        desk.pass(Duration.ofMinutes(1));
        desk.incidents.contain(incident.id(), OptionalLong.empty(), "alice", "");
        desk.pass(Duration.ofMinutes(1));
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "bob", Verdict.TRUE_POSITIVE, "laptop was stolen");

        List<Alert> told = desk.ledger.read(stores -> stores.outbox().alerts(incident.id()));

        assertThat(told)
                .extracting(Alert::reason)
                .containsExactly(
                        Alert.Reason.FIRST_SIGHTING,
                        Alert.Reason.ACKNOWLEDGED,
                        Alert.Reason.CONTAINED,
                        Alert.Reason.RESOLVED);
        assertThat(told.get(1).todo()).isEqualTo("Nothing: alice works on it.");
        assertThat(told.get(1).leaked()).isEqualTo(told.getFirst().leaked());
        assertThat(told.getLast().details()).containsExactly("TRUE_POSITIVE: laptop was stolen");
        List<Delivery> sent = desk.ledger.read(
                stores -> stores.outbox().deliveries(told.getLast().id()));
        assertThat(sent).extracting(Delivery::channel).containsExactly("webhook");
    }

    @Test
    void assign_openIncident_isToldToWhomeverWasAlerted() {
        Incident incident = open();
        desk.pass(Duration.ofMinutes(1)); // alerts of one moment have no order
        desk.incidents.assign(incident.id(), "alice", "carol");
        desk.pass(Duration.ofMinutes(1));
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "bob", Verdict.TRUE_POSITIVE, "");
        desk.pass(Duration.ofMinutes(1));
        desk.incidents.assign(incident.id(), "alice", "");

        List<Alert> told = desk.ledger.read(stores -> stores.outbox().alerts(incident.id()));

        assertThat(told)
                .extracting(Alert::reason)
                .containsExactly(Alert.Reason.FIRST_SIGHTING, Alert.Reason.ASSIGNED, Alert.Reason.RESOLVED);
        assertThat(told.get(1).details()).containsExactly("assigned to carol");
        assertThat(Objects.requireNonNull(told.get(1).facts()).standing().assignee())
                .isEqualTo("carol");
    }

    @Test
    void facts_laterAlerts_sayTheCallThatBeganItAndHowItStandsNow() {
        Incident incident = open();
        desk.incidents.assign(incident.id(), "alice", "carol");
        desk.pass(Duration.ofMinutes(1)); // alerts of one moment have no order
        desk.incidents.resolve(incident.id(), OptionalLong.empty(), "bob", Verdict.FALSE_POSITIVE, "");

        List<Alert> told = desk.ledger.read(stores -> stores.outbox().alerts(incident.id()));

        AlertFacts began = Objects.requireNonNull(told.getFirst().facts());
        AlertFacts ended = Objects.requireNonNull(told.getLast().facts());
        assertThat(Objects.requireNonNull(began.act()).eventName()).isEqualTo("DescribeInstances");
        assertThat(began.standing()).isEqualTo(new AlertFacts.Standing(IncidentState.OPEN, null, 1, "", ""));
        assertThat(ended.act()).isEqualTo(began.act());
        assertThat(ended.standing())
                .isEqualTo(new AlertFacts.Standing(IncidentState.RESOLVED, Verdict.FALSE_POSITIVE, 1, "bob", "carol"));
    }

    @Test
    void figures_acceptedAcknowledgement_isNoFirstAlert() {
        Incident incident = open();
        desk.pass(Duration.ofMinutes(1)); // alerts of one moment have no order
        desk.incidents.acknowledge(incident.id(), OptionalLong.empty(), "alice");
        desk.ledger.change(stores -> {
            Alert told = stores.outbox().alerts(incident.id()).getLast();
            stores.outbox()
                    .delivery(told.id(), "webhook")
                    .ifPresent(d -> stores.outbox().update(d.accepted("ok", desk.clock.instant())));
        });

        assertThat(new FiguresDesk(desk.ledger, desk.clock).figures().alert().count())
                .isZero();
    }

    private Incident open() {
        CanaryToken token = desk.token("ci");
        desk.offer(CloudTrail.file(List.of(
                new CloudTrail.Call(token, "e1", "ec2", "DescribeInstances", "198.51.100.7", "2026-11-23T11:59:58Z"))));
        return desk.all().getFirst();
    }
}
