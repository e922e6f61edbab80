package io.keycanary.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code incident}: the noun. */
@Command(
        name = "incident",
        description = "Shows incidents and works on them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary incident list"})
public final class IncidentNoun extends Noun {
    private IncidentNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work) {
        return List.of(
                new IncidentNoun(),
                new IncidentListCommand(work),
                new IncidentShowCommand(work),
                new IncidentAckCommand(work),
                new IncidentContainCommand(work),
                new IncidentResolveCommand(work),
                new IncidentNoteCommand(work));
    }
}
