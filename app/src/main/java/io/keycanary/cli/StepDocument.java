package io.keycanary.cli;

import io.keycanary.desk.ResponseDesk.Worked;
import io.keycanary.respond.StepMark;
import io.keycanary.respond.StepStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the steps of a running playbook look in JSON. */
final class StepDocument {
    private StepDocument() {}

    static Map<String, @Nullable Object> of(Worked worked) {
        return new Fields()
                .with("incident", worked.incident().id())
                .with("playbook", worked.run().playbook().name())
                .with("version", worked.run().playbook().version())
                .with("begunAt", worked.run().begunAt())
                .with("steps", worked.steps().stream().map(StepDocument::of).toList())
                .map();
    }

    static Map<String, @Nullable Object> of(StepStatus status) {
        StepMark mark = status.mark();
        return new Fields()
                .with("id", status.step().id())
                .with("title", status.step().title())
                .with("text", status.step().text())
                .with("owner", status.step().owner())
                .with("work", PlaybookDocument.words(status.step().work()))
                .with("state", status.state())
                .with("dueAt", status.dueAt())
                .with("overdue", status.overdue())
                .with("settledAt", mark == null ? null : mark.at())
                .with("settledBy", mark == null ? null : mark.by())
                .with("note", mark == null ? null : mark.note())
                .map();
    }
}
