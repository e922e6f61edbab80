package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.desk.ActionDesk;
import io.keycanary.desk.AutomaticSteps;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.respond.Condition;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.respond.Step;
import io.keycanary.respond.StepMark;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutomaticStepsTest {
    /** The program ends here. */
    private static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Ledger ledger = new MemoryLedger();
    private Instant now = Example.T;
    private final InstantSource clock = () -> now;
    private final List<String> blocked = new ArrayList<>();
    private final Responders responders = new Responders(
            () -> {
                throw new AssertionError("no account");
            },
            Blocker::new,
            token -> {
                throw new AssertionError("no key");
            },
            taken -> {
                throw new AssertionError("no name");
            });
    private UUID incident = new UUID(0, 0);
    private boolean down;
    private boolean crash;

    private final class Blocker implements ResponseAction {
        private final String address;

        Blocker(String address) {
            this.address = address;
        }

        @Override
        public Plan look() {
            return new Plan(List.of("block " + address), Map.of());
        }

        @Override
        public void apply(Map<String, String> before) {
            if (down) {
                throw new AccountException(AccountException.Reason.REFUSED, "the firewall is full");
            }
            blocked.add(address);
            if (crash) {
                throw new CrashException();
            }
        }

        @Override
        public void undo(Map<String, String> before) {
            blocked.remove(address);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void anIncidentOfThreeAddresses() {
        CanaryToken token = Example.token();
        Incident made = Example.incident(token.id());
        incident = made.id();
        ledger.change(stores -> {
            stores.tokens().add(token);
            stores.incidents().put(made);
            stores.incidents().put(Example.from("198.51.100.7", token.id(), incident, true));
            stores.incidents().put(Example.from("198.51.100.7", token.id(), incident, true));
            stores.incidents().put(Example.from("203.0.113.9", token.id(), incident, true));
            stores.incidents().put(Example.from("192.0.2.1", token.id(), incident, false));
            stores.incidents().put(Example.from("127.0.0.1", token.id(), incident, true));
            stores.incidents().put(Example.from("cloudtrail.amazonaws.com", token.id(), incident, true));
        });
    }

    private void playbook(boolean automatic) {
        Playbook playbook = new Playbook(
                "p",
                1,
                "P",
                new Playbook.Scope(Set.of(), Set.of(), Set.of()),
                List.of(
                        step("block", new Step.Action(ActionKind.BLOCK_SOURCE, automatic), List.of()),
                        step("keep", new Step.Action(ActionKind.KEEP_DECOY_KEY, automatic), List.of("block"))));
        ledger.change(stores -> stores.responses().begin(new PlaybookRun(incident, playbook, now, List.of())));
    }

    private static Step step(String id, Step.Work work, List<String> after) {
        return new Step(id, id, "", "ops", work, null, after, Condition.ALWAYS);
    }

    private void sweep(ActionKind... allowed) {
        new AutomaticSteps(ledger, clock, responders, Set.of(allowed)).sweep();
    }

    private List<String> settled() {
        return ledger
                .read(stores -> stores.responses().run(incident).orElseThrow().marks())
                .stream()
                .map(StepMark::step)
                .toList();
    }

    private List<ActionRun> runs() {
        return ledger.read(stores -> stores.responses().actions(incident));
    }

    private List<String> failures() {
        return ledger.read(stores -> stores.incidents().notes(incident)).stream()
                .filter(note -> note.action().equals("action-failed"))
                .map(Note::text)
                .toList();
    }

    @Test
    void step_markedAndAllowed_isDoneOnceForEachAddressWithARightSignature() {
        playbook(true);
        sweep(ActionKind.BLOCK_SOURCE, ActionKind.KEEP_DECOY_KEY);
        assertThat(blocked).containsExactlyInAnyOrder("198.51.100.7", "203.0.113.9");
        assertThat(settled()).containsExactly("block");
        sweep(ActionKind.BLOCK_SOURCE, ActionKind.KEEP_DECOY_KEY);
        sweep(ActionKind.BLOCK_SOURCE, ActionKind.KEEP_DECOY_KEY);
        assertThat(blocked).hasSize(2);
        assertThat(settled()).containsExactly("block", "keep");
        assertThat(runs()).hasSize(3).allMatch(run -> run.actor().equals("playbook"));
        assertThat(failures()).isEmpty();
    }

    @Test
    void step_notMarkedOrNotAllowed_waitsForAPerson() {
        playbook(false);
        sweep(ActionKind.values());
        assertThat(runs()).isEmpty();
    }

    @Test
    void step_notAllowedBySettings_waitsForAPerson() {
        playbook(true);
        sweep(ActionKind.KEEP_DECOY_KEY);
        assertThat(runs()).isEmpty();
    }

    @Test
    void failure_isInTheTimelineOnceAndLeftToAPerson() {
        playbook(true);
        down = true;
        sweep(ActionKind.BLOCK_SOURCE);
        sweep(ActionKind.BLOCK_SOURCE);
        assertThat(failures()).containsExactly("block: the firewall is full");
        assertThat(settled()).isEmpty();
        assertThat(runs()).singleElement().extracting(ActionRun::state).isEqualTo(State.BEGUN);
    }

    @Test
    void crash_onTheWay_isFinishedWhenNobodyElseCanBeAtIt() {
        playbook(true);
        crash = true;
        assertThatThrownBy(() -> sweep(ActionKind.BLOCK_SOURCE)).isInstanceOf(CrashException.class);
        crash = false;
        List<String> first = List.copyOf(blocked);
        now = now.plus(Duration.ofMinutes(1));
        sweep(ActionKind.BLOCK_SOURCE);
        assertThat(blocked.subList(0, 1))
                .as("not while another server may be at it")
                .isEqualTo(first);
        assertThat(runs().getFirst().state()).isEqualTo(State.BEGUN);
        now = now.plus(Duration.ofMinutes(10));
        sweep(ActionKind.BLOCK_SOURCE);
        assertThat(runs()).hasSize(2).allMatch(run -> run.state() == State.DONE);
        assertThat(Set.copyOf(blocked)).containsExactlyInAnyOrder("198.51.100.7", "203.0.113.9");
        assertThat(settled()).containsExactly("block");
    }

    /** What a person took back is not done again behind their back. */
    @Test
    void undone_byAPerson_staysUndone() {
        playbook(true);
        sweep(ActionKind.BLOCK_SOURCE);
        ActionDesk desk = new ActionDesk(ledger, clock, responders, "ann");
        runs().forEach(run -> desk.undo(run.id(), run.target()));
        sweep(ActionKind.BLOCK_SOURCE);
        assertThat(blocked).isEmpty();
    }
}
