package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Condition;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.QueryKind;
import io.keycanary.respond.Step;
import io.keycanary.respond.StepMark;
import io.keycanary.respond.StepMark.Outcome;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link io.keycanary.respond.Responses} must do. */
public abstract class ResponsesContract extends StoreContract {
    private static final Playbook PLAYBOOK = new Playbook(
            "own",
            3,
            "T\u00e4tigkeit",
            new Playbook.Scope(Set.of(SightingKind.USE), Set.of(Placement.Kind.CI), Set.of(DetectionPath.LAST_USED)),
            List.of(
                    new Step("a", "A.", "line\nline", "ops", new Step.Manual(), null, List.of(), Condition.ALWAYS),
                    new Step(
                            "b",
                            "B.",
                            "",
                            "ann",
                            new Step.Action(ActionKind.REVOKE_SESSIONS, true),
                            new Step.Due(Duration.ofMinutes(30), "a"),
                            List.of("a"),
                            new Condition(
                                    Severity.HIGH,
                                    Set.of(SightingKind.TAMPER),
                                    Set.of(Placement.Kind.HOST),
                                    true,
                                    Condition.AccountKind.AWS,
                                    List.of("a"))),
                    new Step(
                            "c",
                            "C.",
                            "",
                            "ann",
                            new Step.Query(QueryKind.ACCESS),
                            new Step.Due(Duration.ofDays(2), null),
                            List.of(),
                            Condition.ALWAYS)));

    private static PlaybookRun run(UUID incident, StepMark... marks) {
        return new PlaybookRun(incident, PLAYBOOK, Example.T, List.of(marks));
    }

    private static StepMark mark(String step, Outcome outcome, int seconds) {
        return new StepMark(step, outcome, Example.T.plusSeconds(seconds), "ann", "note of " + step);
    }

    @Test
    void begin_wholePlaybook_comesBackAsItWas() {
        UUID incident = Example.id();
        ledger.change(stores -> stores.responses().begin(run(incident, mark("a", Outcome.DONE, 1))));
        check(another(), stores -> {
            assertThat(stores.responses().run(incident)).contains(run(incident, mark("a", Outcome.DONE, 1)));
            assertThat(stores.responses().run(Example.id())).isEmpty();
        });
    }

    @Test
    void begin_again_keepsTheFirst() {
        UUID incident = Example.id();
        Playbook later = new Playbook("later", 1, "L", PLAYBOOK.scope(), PLAYBOOK.steps());
        ledger.change(stores -> stores.responses().begin(run(incident)));
        ledger.change(stores -> stores.responses()
                .begin(new PlaybookRun(
                        incident, later, Example.T.plusSeconds(9), List.of(mark("a", Outcome.SKIPPED, 1)))));
        check(stores -> assertThat(stores.responses().run(incident)).contains(run(incident)));
    }

    @Test
    void mark_severalAndAgain_theLastOfEachCounts() {
        UUID incident = Example.id();
        UUID other = Example.id();
        ledger.change(stores -> {
            stores.responses().begin(run(incident));
            stores.responses().begin(run(other));
        });
        ledger.change(stores -> stores.responses().mark(incident, mark("b", Outcome.SKIPPED, 2)));
        ledger.change(stores -> stores.responses().mark(incident, mark("a", Outcome.DONE, 3)));
        ledger.change(stores -> stores.responses().mark(incident, mark("b", Outcome.DONE, 4)));
        check(another(), stores -> {
            assertThat(stores.responses().run(incident).orElseThrow().marks())
                    .containsExactly(mark("a", Outcome.DONE, 3), mark("b", Outcome.DONE, 4));
            assertThat(stores.responses().run(other).orElseThrow().marks()).isEmpty();
        });
    }

    @Test
    void mark_workFails_isUndone() {
        UUID incident = Example.id();
        ledger.change(stores -> stores.responses().begin(run(incident)));
        assertThatThrownBy(() -> ledger.change(stores -> {
                    stores.responses().mark(incident, mark("a", Outcome.DONE, 1));
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        check(stores -> assertThat(
                        stores.responses().run(incident).orElseThrow().marks())
                .isEmpty());
    }

    private static ActionRun action(UUID id, UUID incident, ActionRun.State state) {
        return new ActionRun(
                id,
                incident,
                "a",
                ActionKind.REVOKE_SESSIONS,
                "role/deploy",
                "prod",
                state,
                List.of("iam:PutRolePolicy"),
                Map.of("policy", "p"),
                "ann",
                Example.T);
    }

    @Test
    void put_actionAndItsNextState_theLastComesBackWhole() {
        UUID incident = Example.id();
        ActionRun first = action(Example.id(), incident, ActionRun.State.BEGUN);
        ActionRun second = action(Example.id(), incident, ActionRun.State.REQUESTED);
        ActionRun bare = new ActionRun(
                Example.id(),
                Example.id(),
                null,
                ActionKind.KEEP_DECOY_KEY,
                "svc/AKIA",
                null,
                ActionRun.State.DONE,
                List.of(),
                Map.of(),
                "ann",
                Example.T);
        ledger.change(stores -> List.of(second, first, bare).forEach(stores.responses()::put));
        ActionRun done = first.in(ActionRun.State.DONE, "bob", Example.T.plusSeconds(1));
        ledger.change(stores -> stores.responses().put(done));
        check(another(), stores -> {
            assertThat(stores.responses().actions(incident)).containsExactly(done, second);
            assertThat(stores.responses().action(bare.id())).contains(bare);
            assertThat(stores.responses().action(Example.id())).isEmpty();
        });
    }
}
