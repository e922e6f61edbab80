package io.keycanary.cli;

import io.keycanary.incident.Incident;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine.Command;

/** {@code incident ack}. */
@Command(
        name = "ack",
        description = "Says that you work on an incident.",
        footer = {"", "Example: keycanary incident ack 1f3a9c20"})
final class IncidentAckCommand extends IncidentMove {
    IncidentAckCommand(Workplace work) {
        super(work);
    }

    @Override
    Incident move(Workplace at, UUID incident) {
        return at.incidents().acknowledge(incident, OptionalLong.empty(), at.actor());
    }
}
