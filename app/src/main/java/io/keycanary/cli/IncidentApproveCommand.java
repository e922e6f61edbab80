package io.keycanary.cli;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code incident approve}. */
@Command(
        name = "approve",
        description = "Does an action that was asked for, or finishes one that was stopped on the way.",
        footer = {"", "Example: keycanary incident approve 1f3a9c20 77ab01c2 --confirm role/deploy"})
final class IncidentApproveCommand extends ActionMove {
    IncidentApproveCommand(Workplace work, Responders responders) {
        super(work, responders);
    }

    @Override
    ActionRun move(ActionDesk desk, UUID action, @Nullable String confirmed) {
        return desk.approve(action, confirmed);
    }
}
