package io.keycanary.cli;

import io.keycanary.incident.Note;
import io.keycanary.token.Uuid7;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident assign}. */
@Command(
        name = "assign",
        description = "Says who works on an incident.",
        footer = {
            "",
            "Examples:",
            "  keycanary incident assign 1f3a9c20 alice",
            "  keycanary incident assign 1f3a9c20 ''"
        })
final class IncidentAssignCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "PERSON", description = "Who; empty for nobody.")
    private String person = "";

    IncidentAssignCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        UUID incident = work.incidents().require(name).id();
        Note note = work.incidents().assign(incident, work.actor(), person.strip());
        if (work.json()) {
            work.write(Documents.of(note));
        } else {
            work.screen()
                    .line("incident " + Uuid7.shortForm(incident) + " is assigned to "
                            + (note.text().isEmpty() ? "nobody" : Screen.safe(note.text())));
        }
        return Exit.OK;
    }
}
