package io.keycanary.cli;

import io.keycanary.incident.Incident;
import io.keycanary.token.Uuid7;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A verb that moves one incident on. */
abstract class IncidentMove implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    IncidentMove(Workplace work) {
        this.work = work;
    }

    abstract Incident move(Workplace at, UUID incident);

    @Override
    public final Integer call() {
        Incident moved = move(work, work.incidents().require(name).id());
        if (work.json()) {
            work.write(Documents.of(moved));
        } else {
            work.screen().line("incident " + Uuid7.shortForm(moved.id()) + " is " + moved.state());
        }
        return Exit.OK;
    }
}
