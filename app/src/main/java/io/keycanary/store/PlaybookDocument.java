package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.Condition;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.QueryKind;
import io.keycanary.respond.Step;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A playbook as JSON in one column. */
record PlaybookDocument(
        String name,
        int version,
        String title,
        Set<SightingKind> kinds,
        Set<Placement.Kind> places,
        Set<DetectionPath> paths,
        List<StepDocument> steps) {
    private static final TypeReference<PlaybookDocument> TYPE = new TypeReference<>() {};

    static PlaybookDocument of(Playbook playbook) {
        return new PlaybookDocument(
                playbook.name(),
                playbook.version(),
                playbook.title(),
                playbook.scope().kinds(),
                playbook.scope().places(),
                playbook.scope().paths(),
                playbook.steps().stream().map(StepDocument::of).toList());
    }

    static Playbook read(String json) {
        PlaybookDocument stored = Json.read(json, TYPE);
        return new Playbook(
                stored.name(),
                stored.version(),
                stored.title(),
                new Playbook.Scope(stored.kinds(), stored.places(), stored.paths()),
                stored.steps().stream().map(StepDocument::step).toList());
    }

    /**
     * A step.
     *
     * @param query set for a query
     * @param action set for an action
     * @param dueSeconds null for whenever
     */
    record StepDocument(
            String id,
            String title,
            String text,
            String owner,
            @Nullable QueryKind query,
            @Nullable ActionKind action,
            boolean automatic,
            @Nullable Long dueSeconds,
            @Nullable String dueAfter,
            List<String> after,
            @Nullable Severity severity,
            Set<SightingKind> kinds,
            Set<Placement.Kind> places,
            @Nullable Boolean success,
            Condition.@Nullable AccountKind accounts,
            List<String> done) {
        static StepDocument of(Step step) {
            Step.Due due = step.due();
            Condition when = step.when();
            return new StepDocument(
                    step.id(),
                    step.title(),
                    step.text(),
                    step.owner(),
                    step.work() instanceof Step.Query query ? query.kind() : null,
                    step.work() instanceof Step.Action action ? action.kind() : null,
                    step.work() instanceof Step.Action action && action.automatic(),
                    due == null ? null : due.within().toSeconds(),
                    due == null ? null : due.step(),
                    step.after(),
                    when.severity(),
                    when.kinds(),
                    when.places(),
                    when.success(),
                    when.accounts(),
                    when.done());
        }

        Step step() {
            return new Step(
                    id,
                    title,
                    text,
                    owner,
                    work(),
                    dueSeconds == null ? null : new Step.Due(Duration.ofSeconds(dueSeconds), dueAfter),
                    after,
                    new Condition(severity, kinds, places, success, accounts, done));
        }

        private Step.Work work() {
            if (query != null) {
                return new Step.Query(query);
            }
            return action == null ? new Step.Manual() : new Step.Action(action, automatic);
        }
    }
}
