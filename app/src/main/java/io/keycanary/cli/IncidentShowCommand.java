package io.keycanary.cli;

import io.keycanary.desk.CaseFile;
import io.keycanary.desk.ResponseDesk.Worked;
import io.keycanary.respond.StepStatus;
import io.keycanary.token.Uuid7;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident show}. */
@Command(
        name = "show",
        description = "Shows one incident: what leaked, what was tried, by whom, what to do, and the timeline.",
        footer = {"", "Example: keycanary incident show 1f3a9c20"})
final class IncidentShowCommand implements Callable<Integer> {
    private static final int MAX_STEPS = 5;

    private final Workplace work;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Option(
            names = "--sightings",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How many of the first sightings to show, and how many of the newest. Default: ${DEFAULT-VALUE}.")
    private int shown;

    IncidentShowCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        if (shown < 1) {
            throw CommandFailure.badInput("--sightings is a number from 1 on, not " + shown);
        }
        CaseFile file = work.incidents().open(work.incidents().require(name).id(), shown);
        if (work.json()) {
            work.write(new Fields()
                    .with("incident", Documents.of(file.incident()))
                    .with("token", Documents.of(file.token()))
                    .with("places", file.places().stream().map(Documents::of).toList())
                    .with(
                            "sightings",
                            file.sightings().stream()
                                    .map(sighting -> Documents.of(
                                            sighting, work.sources().get()))
                                    .toList())
                    .with("sightingsLeftOut", file.leftOut())
                    .with("notes", file.notes().stream().map(Documents::of).toList())
                    .with("alerts", file.alerts().stream().map(Documents::of).toList())
                    .with(
                            "campaign",
                            file.campaign().stream().map(Documents::of).toList())
                    .map());
        } else {
            new IncidentPage(work.screen(), file, work.sources().get()).print();
            work.responses().open(file.incident().id()).ifPresent(this::playbook);
        }
        return Exit.OK;
    }

    /** How far it is, and what comes next. */
    private void playbook(Worked worked) {
        Screen screen = work.screen();
        screen.line("");
        screen.line(screen.toned(
                Screen.Tone.STRONG, "Playbook " + worked.run().playbook().name()));
        worked.steps().stream()
                .filter(status -> status.overdue() || status.state() == StepStatus.State.READY)
                .limit(MAX_STEPS)
                .forEach(status -> screen.line("  " + (status.overdue() ? "OVERDUE" : "next   ") + "  "
                        + status.step().id() + "  " + Screen.safe(status.step().title())));
        screen.line("  all: keycanary incident steps "
                + Uuid7.shortForm(worked.incident().id()));
    }
}
