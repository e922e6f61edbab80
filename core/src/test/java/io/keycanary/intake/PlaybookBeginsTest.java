package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Routing;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.ResponseDesk;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.SourceLookup;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.respond.Condition;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Step;
import io.keycanary.respond.StepMark.Outcome;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A playbook begins with the incident, in the same transaction, and says what to do in the alert. */
class PlaybookBeginsTest {
    private Instant now = Instant.parse("2026-11-24T03:00:00Z");
    private final InstantSource clock = () -> now;
    private final Ledger ledger = new MemoryLedger();
    private final ResponseDesk desk = new ResponseDesk(ledger, clock);
    private final CanaryToken token = Example.token();

    private static Playbook playbook(int version, String title) {
        Step first = new Step(
                "first",
                title,
                "",
                "ops",
                new Step.Manual(),
                new Step.Due(Duration.ofMinutes(5), null),
                List.of(),
                Condition.ALWAYS);
        Step second = new Step("second", "Then this.", "", "ops", new Step.Manual(), null, List.of(), Condition.ALWAYS);
        return new Playbook(
                "use",
                version,
                "T",
                new Playbook.Scope(Set.of(SightingKind.USE), Set.of(), Set.of()),
                List.of(first, second));
    }

    @BeforeEach
    void register() {
        ledger.change(stores -> stores.tokens().add(token));
    }

    private void take(Sighting sighting, Playbook playbook) {
        Casework casework = new Casework(
                new AlertDesk(Routing.toAll(List.of("webhook")), ""),
                new Playbooks(List.of(playbook)),
                SourceLookup.NONE,
                clock);
        ledger.change(stores -> casework.take(stores, sighting, DetectionPath.FILES));
        now = now.plusSeconds(1); // alerts of one instant have no order
    }

    private UUID incident() {
        return ledger.read(stores ->
                stores.incidents().openIncident(token.id()).orElseThrow().id());
    }

    private List<Alert> alerts() {
        return ledger.read(stores -> stores.outbox().alerts(incident()));
    }

    private Sighting from(String address, boolean authenticated) {
        Sighting made = Example.from(address, token.id(), new UUID(0, 0), authenticated);
        return made.decided(Disposition.DEFERRED, null);
    }

    @Test
    void firstSighting_beginsItAndTheAlertSaysItsFirstStep() {
        take(from("198.51.100.7", true), playbook(1, "Pull the plug."));
        assertThat(alerts().getFirst().todo()).isEqualTo("Pull the plug. Owner: owner. Playbook: use.");
        assertThat(desk.open(incident()).orElseThrow().run().playbook().version())
                .isEqualTo(1);
        assertThat(new IncidentDesk(ledger, clock).open(incident()).notes())
                .extracting(Note::action)
                .contains("playbook");
    }

    @Test
    void laterEdit_changesNoRunningIncident() {
        take(from("198.51.100.7", true), playbook(1, "Pull the plug."));
        desk.settle(incident(), "first", Outcome.DONE, "ann", "pulled");
        take(from("203.0.113.9", true), playbook(2, "Water the plants."));
        assertThat(desk.open(incident()).orElseThrow().run().playbook().version())
                .isEqualTo(1);
        assertThat(alerts()).hasSize(2);
        assertThat(alerts().getLast().todo())
                .as("the next step, as nobody need do the first again")
                .startsWith("Then this.");
    }

    @Test
    void settle_isInTimelineAndAuditLog() {
        take(from("198.51.100.7", true), playbook(1, "Pull the plug."));
        desk.settle(incident(), "first", Outcome.SKIPPED, "ann", "no plug");
        assertThat(new IncidentDesk(ledger, clock).open(incident()).notes())
                .anyMatch(note -> note.action().equals("step-skipped")
                        && note.author().equals("ann")
                        && note.text().equals("first: no plug"));
        List<AuditEntry> audit = ledger.read(stores -> stores.audit().after(0, 10));
        assertThat(audit).anyMatch(entry -> entry.action().equals("incident.step-skipped"));
    }

    @Test
    void wrongSignature_beginsNoneUntilOneIsRight() {
        take(from("198.51.100.7", false), playbook(1, "Pull the plug."));
        assertThat(desk.open(incident())).isEmpty();
        assertThat(alerts().getFirst().todo()).contains("not the secret");
        take(from("198.51.100.7", true), playbook(1, "Pull the plug."));
        assertThat(desk.open(incident())).isPresent();
        assertThat(alerts().getLast().todo()).startsWith("Pull the plug.");
    }
}
