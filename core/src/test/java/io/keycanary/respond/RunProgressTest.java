package io.keycanary.respond;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.Condition.AccountKind;
import io.keycanary.respond.StepMark.Outcome;
import io.keycanary.respond.StepStatus.State;
import io.keycanary.token.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final Instant T = Instant.parse("2026-11-24T12:00:00Z");
    private static final Situation HIGH =
            new Situation(Severity.HIGH, Set.of(SightingKind.USE), Set.of(Placement.Kind.HOST), false, AccountKind.AWS);

    private static Step step(String id, Step.@Nullable Due due, List<String> after, Condition when) {
        return new Step(id, id + ".", "", "ops", new Step.Manual(), due, after, when);
    }

    private static Condition severity(Severity least) {
        return new Condition(least, Set.of(), Set.of(), null, null, List.of());
    }

    private static Condition done(String step) {
        return new Condition(null, Set.of(), Set.of(), null, null, List.of(step));
    }

    private static PlaybookRun run(List<Step> steps, StepMark... marks) {
        Playbook playbook = new Playbook("p", 1, "P", new Playbook.Scope(Set.of(), Set.of(), Set.of()), steps);
        return new PlaybookRun(new UUID(1, 1), playbook, T, List.of(marks));
    }

    private static StepMark mark(String step, Outcome outcome, int minutes) {
        return new StepMark(step, outcome, T.plus(Duration.ofMinutes(minutes)), "ann", "");
    }

    private static List<State> states(PlaybookRun run, Situation now) {
        return RunProgress.of(run, now, T).stream().map(StepStatus::state).toList();
    }

    @Test
    void order_stepWaitsUntilThoseBeforeItAreSettled() {
        List<Step> steps =
                List.of(step("a", null, List.of(), Condition.ALWAYS), step("b", null, List.of("a"), Condition.ALWAYS));
        assertThat(states(run(steps), HIGH)).containsExactly(State.READY, State.WAITING);
        assertThat(states(run(steps, mark("a", Outcome.SKIPPED, 1)), HIGH)).containsExactly(State.SKIPPED, State.READY);
        assertThat(RunProgress.next(run(steps, mark("a", Outcome.DONE, 1)), HIGH))
                .map(Step::id)
                .contains("b");
        assertThat(RunProgress.next(run(steps, mark("a", Outcome.DONE, 1), mark("b", Outcome.DONE, 1)), HIGH))
                .isEmpty();
    }

    @Test
    void condition_followsTheIncidentAsItGrows() {
        List<Step> steps = List.of(
                step("a", null, List.of(), severity(Severity.CRITICAL)),
                step("b", null, List.of("a"), Condition.ALWAYS));
        assertThat(states(run(steps), HIGH))
                .as("what is not needed holds nothing up")
                .containsExactly(State.NOT_NEEDED, State.READY);
        Situation critical = new Situation(Severity.CRITICAL, HIGH.kinds(), HIGH.places(), true, AccountKind.AWS);
        assertThat(states(run(steps), critical)).containsExactly(State.READY, State.WAITING);
    }

    @Test
    void condition_eachAspect_isAsked() {
        assertThat(new Condition(null, Set.of(SightingKind.TAMPER), Set.of(), null, null, List.of()).holds(HIGH))
                .isFalse();
        assertThat(new Condition(null, Set.of(), Set.of(Placement.Kind.CI), null, null, List.of()).holds(HIGH))
                .isFalse();
        assertThat(new Condition(null, Set.of(), Set.of(), true, null, List.of()).holds(HIGH))
                .isFalse();
        assertThat(new Condition(null, Set.of(), Set.of(), null, AccountKind.LOCAL, List.of()).holds(HIGH))
                .isFalse();
        assertThat(new Condition(
                                Severity.MEDIUM,
                                Set.of(SightingKind.USE, SightingKind.TAMPER),
                                Set.of(Placement.Kind.HOST),
                                false,
                                AccountKind.AWS,
                                List.of())
                        .holds(HIGH))
                .isTrue();
    }

    @Test
    void doneCondition_waitsAndIsNotNeededAfterASkip() {
        List<Step> steps = List.of(step("a", null, List.of(), Condition.ALWAYS), step("b", null, List.of(), done("a")));
        assertThat(states(run(steps), HIGH)).containsExactly(State.READY, State.WAITING);
        assertThat(states(run(steps, mark("a", Outcome.DONE, 0)), HIGH)).containsExactly(State.DONE, State.READY);
        assertThat(states(run(steps, mark("a", Outcome.SKIPPED, 0)), HIGH))
                .containsExactly(State.SKIPPED, State.NOT_NEEDED);
    }

    @Test
    void due_isCountedFromTheOpeningOrFromTheStepBefore() {
        Step.Due fromOpening = new Step.Due(Duration.ofMinutes(30), null);
        Step.Due fromA = new Step.Due(Duration.ofMinutes(10), "a");
        List<Step> steps = List.of(
                step("a", fromOpening, List.of(), Condition.ALWAYS), step("b", fromA, List.of("a"), Condition.ALWAYS));
        Instant end = T.plus(Duration.ofMinutes(30));
        List<StepStatus> atTheEnd = RunProgress.of(run(steps), HIGH, end);
        assertThat(atTheEnd.getFirst().dueAt()).isEqualTo(end);
        assertThat(atTheEnd.getFirst().overdue()).isFalse();
        assertThat(atTheEnd.getLast().dueAt()).isNull();
        assertThat(RunProgress.of(run(steps), HIGH, end.plusSeconds(1))
                        .getFirst()
                        .overdue())
                .isTrue();
        List<StepStatus> later = RunProgress.of(run(steps, mark("a", Outcome.DONE, 40)), HIGH, T.plusSeconds(3001));
        assertThat(later.getFirst().overdue()).as("what is done is not overdue").isFalse();
        assertThat(later.getLast().dueAt()).isEqualTo(T.plus(Duration.ofMinutes(50)));
        assertThat(later.getLast().overdue()).isTrue();
    }
}
