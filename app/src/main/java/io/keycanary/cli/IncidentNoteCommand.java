package io.keycanary.cli;

import io.keycanary.incident.Note;
import io.keycanary.token.Uuid7;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident note}. */
@Command(
        name = "note",
        description = "Writes into the timeline of an incident.",
        footer = {"", "Example: keycanary incident note 1f3a9c20 'asked the owner of the build host'"})
final class IncidentNoteCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to write.")
    private String text = "";

    IncidentNoteCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        UUID incident = work.incidents().require(name).id();
        Note note = work.incidents().note(incident, work.actor(), text);
        if (work.json()) {
            work.write(Documents.of(note));
        } else {
            work.screen().line("noted in incident " + Uuid7.shortForm(incident));
        }
        return Exit.OK;
    }
}
