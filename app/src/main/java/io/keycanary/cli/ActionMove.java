package io.keycanary.cli;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that moves one response action on. */
abstract class ActionMove implements Callable<Integer> {
    private final Workplace work;
    private final Responders responders;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ID", description = "Of the action, or the end of it.")
    private String action = "";

    @Option(names = "--confirm", paramLabel = "TARGET", description = "The name of what it is about, typed again.")
    private @Nullable String confirm;

    ActionMove(Workplace work, Responders responders) {
        this.work = work;
        this.responders = responders;
    }

    abstract ActionRun move(ActionDesk desk, UUID action, @Nullable String confirmed);

    @Override
    public final Integer call() {
        ActionDesk desk = work.actions(responders);
        UUID incident = work.incidents().require(name).id();
        ActionRun run = move(desk, desk.require(incident, action).id(), confirm);
        ActionDocument.print(work, run, run.state().toString());
        return Exit.OK;
    }
}
