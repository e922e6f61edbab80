package io.keycanary.api;

import io.keycanary.desk.ResponseDesk.Worked;
import io.keycanary.respond.StepMark;
import io.keycanary.respond.StepStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents about the response to incidents. */
final class ResponseViews {
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_STEP = 40;

    private ResponseViews() {}

    /** How far the playbook of an incident is. */
    record RunningPlaybook(String incident, String playbook, int version, String begunAt, List<PlaybookStep> steps) {
        static RunningPlaybook of(Worked worked) {
            return new RunningPlaybook(
                    worked.incident().id().toString(),
                    worked.run().playbook().name(),
                    worked.run().playbook().version(),
                    Views.time(worked.run().begunAt()),
                    worked.steps().stream().map(PlaybookStep::of).toList());
        }
    }

    /** One step. */
    record PlaybookStep(
            String id,
            String title,
            String text,
            String owner,
            String state,
            @OrNull @Nullable String dueAt,
            boolean overdue,
            @OrNull @Nullable String settledAt,
            @OrNull @Nullable String settledBy,
            @OrNull @Nullable String note) {
        static PlaybookStep of(StepStatus status) {
            StepMark mark = status.mark();
            return new PlaybookStep(
                    status.step().id(),
                    status.step().title(),
                    status.step().text(),
                    status.step().owner(),
                    status.state().name(),
                    Views.timeOrNull(status.dueAt()),
                    status.overdue(),
                    mark == null ? null : Views.time(mark.at()),
                    mark == null ? null : mark.by(),
                    mark == null ? null : mark.note());
        }
    }

    /**
     * Settles a step.
     *
     * @param outcome DONE or SKIPPED
     */
    record Settling(
            String step, String outcome, @OrNull @Nullable String note) {
        Settling {
            Views.required(step, "step", MAX_STEP);
            Views.required(outcome, "outcome", MAX_STEP);
            Views.optional(note, "note", MAX_TEXT);
        }
    }
}
