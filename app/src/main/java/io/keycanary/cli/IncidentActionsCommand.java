package io.keycanary.cli;

import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident actions}. */
@Command(
        name = "actions",
        description =
                "Lists the response actions of an incident. BEGUN and UNDOING were stopped on the way: approve or undo them.",
        footer = {"", "Example: keycanary incident actions 1f3a9c20"})
final class IncidentActionsCommand implements Callable<Integer> {
    private final Workplace work;
    private final Responders responders;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    IncidentActionsCommand(Workplace work, Responders responders) {
        this.work = work;
        this.responders = responders;
    }

    @Override
    public Integer call() {
        List<ActionRun> runs =
                work.actions(responders).of(work.incidents().require(name).id());
        runs.forEach(run -> ActionDocument.print(work, run, run.state().toString()));
        if (runs.isEmpty() && !work.json()) {
            work.screen().tell("no action was asked for");
        }
        return Exit.OK;
    }
}
