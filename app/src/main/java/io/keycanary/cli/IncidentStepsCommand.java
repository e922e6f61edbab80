package io.keycanary.cli;

import io.keycanary.desk.ResponseDesk.Worked;
import io.keycanary.respond.StepStatus;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident steps}. */
@Command(
        name = "steps",
        description = {
            "Shows the playbook of an incident: what is done, what can be done now, what is overdue.",
            "Without an incident, the overdue steps of all open ones; ends with 1 if there are any."
        },
        footer = {"", "Example: keycanary incident steps 1f3a9c20"})
final class IncidentStepsCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "INCIDENT", arity = "0..1", description = "Its id, or the end of it.")
    private @Nullable String name;

    IncidentStepsCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        return name == null ? overdue(work.responses().overdue()) : one(required(work, name));
    }

    static Worked required(Workplace work, String name) {
        return work.responses()
                .open(work.incidents().require(name).id())
                .orElseThrow(() ->
                        CommandFailure.badInput("no playbook began with this incident; see `keycanary playbook list`"));
    }

    private int one(Worked worked) {
        if (work.json()) {
            work.write(StepDocument.of(worked));
            return Exit.OK;
        }
        Screen screen = work.screen();
        screen.line(screen.toned(
                Screen.Tone.STRONG,
                "Incident " + Uuid7.shortForm(worked.incident().id()) + "  "
                        + worked.run().playbook().name() + " version "
                        + worked.run().playbook().version()));
        print(worked, worked.steps());
        return Exit.OK;
    }

    private int overdue(List<Worked> late) {
        if (work.json()) {
            work.writeAll(late.stream().map(StepDocument::of).toList());
        } else if (late.isEmpty()) {
            work.screen().tell("no step is overdue");
        }
        if (!work.json()) {
            late.forEach(worked -> {
                work.screen()
                        .line("Incident " + Uuid7.shortForm(worked.incident().id()));
                print(
                        worked,
                        worked.steps().stream().filter(StepStatus::overdue).toList());
            });
        }
        return late.isEmpty() ? Exit.OK : Exit.FOUND;
    }

    private void print(Worked worked, List<StepStatus> steps) {
        for (StepStatus status : steps) {
            work.screen()
                    .line("  " + toned(status) + "  "
                            + "%-12s".formatted(status.step().id()) + " "
                            + Screen.safe(status.step().title()));
            work.screen().line("                            " + Screen.safe(facts(worked, status)));
        }
    }

    private String toned(StepStatus status) {
        String word = "%-12s".formatted(status.overdue() ? "OVERDUE" : status.state());
        return switch (status.state()) {
            case READY, WAITING -> status.overdue() ? work.screen().toned(Screen.Tone.ALARM, word) : word;
            case DONE -> work.screen().toned(Screen.Tone.GOOD, word);
            case SKIPPED, NOT_NEEDED -> work.screen().toned(Screen.Tone.FAINT, word);
        };
    }

    private static String facts(Worked worked, StepStatus status) {
        if (status.mark() != null) {
            return "by " + status.mark().by() + " at "
                    + IncidentStory.whole(status.mark().at())
                    + (status.mark().note().isEmpty()
                            ? ""
                            : ": " + status.mark().note());
        }
        return status.step().owner() + ", "
                + PlaybookDocument.words(status.step().work())
                + (status.dueAt() == null ? "" : ", due " + IncidentStory.whole(status.dueAt()))
                + (worked.incident().open() ? "" : ", never settled");
    }
}
