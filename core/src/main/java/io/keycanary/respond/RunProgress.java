package io.keycanary.respond;

import io.keycanary.respond.StepStatus.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How it stands with every step of a run. Computed, never stored: conditions follow the incident as it grows. */
public final class RunProgress {
    private final PlaybookRun run;
    private final Situation now;
    private final Map<String, StepMark> marks = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();

    private RunProgress(PlaybookRun run, Situation now) {
        this.run = run;
        this.now = now;
        run.marks().forEach(mark -> marks.put(mark.step(), mark));
    }

    /** In the order of the playbook. */
    public static List<StepStatus> of(PlaybookRun run, Situation now, Instant at) {
        RunProgress progress = new RunProgress(run, now);
        return run.playbook().steps().stream()
                .map(step -> progress.status(step, at))
                .toList();
    }

    /** The first step that can be done now. */
    public static Optional<Step> next(PlaybookRun run, Situation now) {
        RunProgress progress = new RunProgress(run, now);
        return run.playbook().steps().stream()
                .filter(step -> progress.state(step.id()) == State.READY)
                .findFirst();
    }

    private StepStatus status(Step step, Instant at) {
        State state = state(step.id());
        Instant dueAt = state == State.NOT_NEEDED ? null : dueAt(step.due());
        boolean open = state == State.READY || state == State.WAITING;
        return new StepStatus(step, state, dueAt, open && dueAt != null && at.isAfter(dueAt), marks.get(step.id()));
    }

    /** Ends, because a playbook has no loop. */
    private State state(String id) {
        State known = states.get(id);
        if (known == null) {
            known = computed(run.playbook().step(id).orElseThrow());
            states.put(id, known);
        }
        return known;
    }

    private State computed(Step step) {
        StepMark mark = marks.get(step.id());
        if (mark != null) {
            return mark.outcome() == StepMark.Outcome.DONE ? State.DONE : State.SKIPPED;
        }
        if (!step.when().holds(now)
                || step.when().done().stream().map(this::state).anyMatch(s -> settled(s) && s != State.DONE)) {
            return State.NOT_NEEDED;
        }
        boolean waits = step.after().stream().anyMatch(other -> !settled(state(other)))
                || step.when().done().stream().anyMatch(other -> !settled(state(other)));
        return waits ? State.WAITING : State.READY;
    }

    private static boolean settled(State state) {
        return state != State.READY && state != State.WAITING;
    }

    /** The clock of a step that follows another one begins when that is settled, or at once when it is not needed. */
    private @Nullable Instant dueAt(Step.@Nullable Due due) {
        if (due == null) {
            return null;
        }
        if (due.step() == null || state(due.step()) == State.NOT_NEEDED) {
            return run.begunAt().plus(due.within());
        }
        StepMark before = marks.get(due.step());
        return before == null ? null : before.at().plus(due.within());
    }
}
