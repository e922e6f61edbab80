package io.keycanary.cli;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code incident undo}. */
@Command(
        name = "undo",
        description = "Takes an action back: gives back what was there before, and touches nothing else.",
        footer = {"", "Example: keycanary incident undo 1f3a9c20 77ab01c2 --confirm role/deploy"})
final class IncidentUndoCommand extends ActionMove {
    IncidentUndoCommand(Workplace work, Responders responders) {
        super(work, responders);
    }

    @Override
    ActionRun move(ActionDesk desk, UUID action, @Nullable String confirmed) {
        return desk.undo(action, confirmed);
    }
}
