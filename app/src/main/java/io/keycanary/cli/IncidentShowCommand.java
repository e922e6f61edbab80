package io.keycanary.cli;

import io.keycanary.desk.IncidentDesk.CaseFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident show}. */
@Command(
        name = "show",
        description = "Shows one incident: what leaked, what was tried, by whom, what to do, and the timeline.",
        footer = {"", "Example: keycanary incident show 1f3a9c20"})
final class IncidentShowCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    IncidentShowCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        CaseFile file = work.incidents().open(work.incidents().require(name).id());
        if (work.json()) {
            work.write(new Fields()
                    .with("incident", Documents.of(file.incident()))
                    .with("token", Documents.of(file.token()))
                    .with("places", file.places().stream().map(Documents::of).toList())
                    .with(
                            "sightings",
                            file.sightings().stream().map(Documents::of).toList())
                    .with("notes", file.notes().stream().map(Documents::of).toList())
                    .with("alerts", file.alerts().stream().map(Documents::of).toList())
                    .with(
                            "campaign",
                            file.campaign().stream().map(Documents::of).toList())
                    .map());
        } else {
            new IncidentPage(work.screen(), file).print();
        }
        return Exit.OK;
    }
}
