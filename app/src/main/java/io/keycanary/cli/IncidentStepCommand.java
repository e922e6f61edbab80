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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Example: keycanary incident step 1f3a9c20 who-else --history --account prod",
            "Example: keycanary incident step 1f3a9c20 rotate",
            "Example: keycanary incident step 1f3a9c20 rotate --done --note 'rotated all 14, list in OPS-311'"
        })
final class IncidentStepCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<HistoryLookup> history;

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

    @Mixin
    private HistoryOptions asked = new HistoryOptions();

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

    IncidentStepCommand(Workplace work, Supplier<HistoryLookup> history) {
        this.work = work;
        this.history = history;
    }

    @Override
    public Integer call() throws InterruptedException {
        UUID incident = work.incidents().require(name).id();
        StepStatus status = settling == null ? look() : settle(incident, settling);
        boolean looksFurther = asked.wanted() || !logs.isEmpty();
        if (looksFurther && (settling != null || kind(status) != QueryKind.SAME_SOURCE)) {
            throw CommandFailure.badInput("--logs and --history go with a step whose query is same-source");
        }
        CaseFile file = work.incidents().open(incident);
        SourceHunt hunt = new SourceHunt(QueryDesk.addresses(file));
        List<String> answer = new ArrayList<>(settling == null ? answer(file, status) : List.of());
        if (looksFurther) {
            hunt(hunt, file);
            answer.addAll(hunt.lines());
        }
        show(status, answer);
        return hunt.complete() ? Exit.OK : Exit.INCOMPLETE;
    }

    private void hunt(SourceHunt hunt, CaseFile file) throws InterruptedException {
        if (!logs.isEmpty()) {
            hunt.files(logs);
        }
        if (asked.wanted()) {
            asked.of(history.get(), file, work).into(hunt, new Progress(work.screen(), work.clock()));
        }
    }

    private void show(StepStatus status, List<String> answer) {
        if (work.json()) {
            Map<String, @Nullable Object> document = StepDocument.of(status);
            document.put("answer", answer);
            work.write(document);
        } else {
            print(status);
            answer.forEach(line -> work.screen().line("  | " + Screen.safe(line)));
        }
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

    private static @Nullable QueryKind kind(StepStatus status) {
        return status.step().work() instanceof Step.Query query ? query.kind() : null;
    }

    /** Of a query, fresh each time. */
    private List<String> answer(CaseFile file, StepStatus status) {
        QueryKind kind = kind(status);
        if (kind == null) {
            return List.of();
        }
        List<String> answer = new ArrayList<>(new QueryDesk(work.ledger().get()).answer(kind, file));
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
