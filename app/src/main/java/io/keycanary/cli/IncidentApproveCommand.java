package io.keycanary.cli;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident approve}. */
@Command(
        name = "approve",
        description = "Does an action that was asked for, or finishes one that was stopped on the way.",
        footer = {"", "Example: keycanary incident approve 1f3a9c20 77ab01c2 --confirm role/deploy"})
final class IncidentApproveCommand implements Callable<Integer> {
    private final Workplace work;
    private final Responders responders;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ID", description = "Of the action, or the end of it.")
    private String action = "";

    @Option(names = "--confirm", paramLabel = "TARGET", description = "The name of what it is about, typed again.")
    private @Nullable String confirm;

    IncidentApproveCommand(Workplace work, Responders responders) {
        this.work = work;
        this.responders = responders;
    }

    @Override
    public Integer call() {
        ActionDesk desk = work.actions(responders);
        UUID incident = work.incidents().require(name).id();
        ActionRun run = desk.approve(desk.require(incident, action).id(), confirm);
        ActionDocument.print(work, run, run.state().toString());
        return Exit.OK;
    }
}
