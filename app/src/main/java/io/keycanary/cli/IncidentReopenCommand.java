package io.keycanary.cli;

import io.keycanary.incident.Incident;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incident reopen}. */
@Command(
        name = "reopen",
        description = "Opens a resolved incident again; its verdict is taken back.",
        footer = {"", "Example: keycanary incident reopen 1f3a9c20 --note 'the key was used again'"})
final class IncidentReopenCommand extends IncidentMove {
    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why, for the timeline.")
    private String text = "";

    IncidentReopenCommand(Workplace work) {
        super(work);
    }

    @Override
    Incident move(Workplace at, UUID incident) {
        return at.incidents().reopen(incident, OptionalLong.empty(), at.actor(), text);
    }
}
