package io.keycanary.cli;

import io.keycanary.incident.Incident;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incident contain}. */
@Command(
        name = "contain",
        description = "Says that an incident can do no more harm.",
        footer = {"", "Example: keycanary incident contain 1f3a9c20 --note 'real keys of that host are rotated'"})
final class IncidentContainCommand extends IncidentMove {
    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "How, for the timeline.")
    private String text = "";

    IncidentContainCommand(Workplace work) {
        super(work);
    }

    @Override
    Incident move(Workplace at, UUID incident) {
        return at.incidents().contain(incident, OptionalLong.empty(), at.actor(), text);
    }
}
