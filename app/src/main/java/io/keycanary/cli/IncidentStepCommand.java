package io.keycanary.cli;

import io.keycanary.desk.CaseFile;
import io.keycanary.desk.QueryDesk;
import io.keycanary.respond.QueryKind;
import io.keycanary.respond.Step;
import io.keycanary.respond.StepMark.Outcome;
import io.keycanary.respond.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident step}. */
@Command(
        name = "step",
        description = {
            "Shows a step of the playbook and how it is done, or says that it is done or left out.",
            "A query is answered by what is known here, with queries to ask elsewhere."
        },
        footer = {
            "",
            "Example: keycanary incident step 1f3a9c20 who-else --logs /srv/cloudtrail/2026/11",
            "Example: keycanary incident step 1f3a9c20 rotate",
            "Example: keycanary incident step 1f3a9c20 rotate --done --note 'rotated all 14, list in OPS-311'"
        })
final class IncidentStepCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "STEP", description = "Its id in the playbook.")
    private String step = "";

    @ArgGroup
    private @Nullable Settling settling;

    @Option(
            names = "--logs",
            paramLabel = "PATH",
            description = "With the query same-source: looks through these CloudTrail files, too; may be given again.")
    private List<String> logs = List.of();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "How, or why not; for the timeline.")
    private String note = "";

    /** One of the two. */
    static final class Settling {
        @Option(names = "--done", description = "It is done.")
        private boolean done;

        @Option(names = "--skip", description = "It is left out; say why by --note.")
        private boolean skip;
    }

    IncidentStepCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() throws InterruptedException {
        UUID incident = work.incidents().require(name).id();
        StepStatus status = settling == null ? look() : settle(incident, settling);
        List<String> answer = settling == null ? answer(incident, status) : List.of();
        if (work.json()) {
            Map<String, @Nullable Object> document = StepDocument.of(status);
            document.put("answer", answer);
            work.write(document);
        } else {
            print(status);
            answer.forEach(line -> work.screen().line("  | " + Screen.safe(line)));
        }
        return Exit.OK;
    }

    private StepStatus settle(UUID incident, Settling chosen) {
        if (chosen.skip && note.isBlank()) {
            throw CommandFailure.badInput("a step that is left out needs a reason: --note TEXT");
        }
        return work.responses()
                .settle(incident, step, chosen.done ? Outcome.DONE : Outcome.SKIPPED, work.actor(), note);
    }

    private StepStatus look() {
        if (!note.isEmpty()) {
            throw CommandFailure.badInput("--note goes with --done or --skip");
        }
        return IncidentStepsCommand.required(work, name).steps().stream()
                .filter(status -> status.step().id().equals(step))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput(
                        "there is no step \"" + step + "\"; see `keycanary incident steps " + name + "`"));
    }

    /** Of a query, fresh each time: what is stored, and what files of this machine say. */
    private List<String> answer(UUID incident, StepStatus status) throws InterruptedException {
        QueryKind kind = status.step().work() instanceof Step.Query query ? query.kind() : null;
        if (!logs.isEmpty() && kind != QueryKind.SAME_SOURCE) {
            throw CommandFailure.badInput("--logs goes with a step whose query is same-source");
        }
        if (kind == null) {
            return List.of();
        }
        CaseFile file = work.incidents().open(incident);
        List<String> answer = new ArrayList<>(new QueryDesk(work.ledger().get()).answer(kind, file));
        if (!logs.isEmpty()) {
            answer.addAll(SourceHunt.of(QueryDesk.addresses(file), logs));
        }
        if (kind == QueryKind.SAME_PLACE) {
            answer.addAll(NeighbourKeys.beside(file.places(), work.ledger().get()));
        }
        return answer;
    }

    private void print(StepStatus status) {
        Screen screen = work.screen();
        screen.line(screen.toned(Screen.Tone.STRONG, status.step().id()) + "  " + status.state() + "  "
                + Screen.safe(status.step().title()));
        screen.line("  " + Screen.safe(PlaybookDocument.facts(status.step())));
        status.step().text().lines().forEach(line -> screen.line("  " + Screen.safe(line)));
    }
}
