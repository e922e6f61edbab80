package io.keycanary.cli;

import io.keycanary.respond.Responders;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code incident}: the noun. */
@Command(
        name = "incident",
        description = "Shows incidents and works on them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary incident list"})
public final class IncidentNoun extends Noun {
    private IncidentNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param signingKey signs evidence; made when it is first asked for
     * @param responders who acts
     * @param history of AWS accounts
     */
    public static List<Object> family(
            Workplace work, Supplier<KeyPair> signingKey, Responders responders, Supplier<HistoryLookup> history) {
        return List.of(
                new IncidentNoun(),
                new IncidentListCommand(work),
                new IncidentShowCommand(work),
                new IncidentAckCommand(work),
                new IncidentContainCommand(work),
                new IncidentResolveCommand(work),
                new IncidentReopenCommand(work),
                new IncidentAssignCommand(work),
                new IncidentLinkCommand(work),
                new IncidentNoteCommand(work),
                new IncidentStepsCommand(work),
                new IncidentStepCommand(work, history),
                new IncidentActCommand(work, responders),
                new IncidentActionsCommand(work, responders),
                new IncidentApproveCommand(work, responders),
                new IncidentUndoCommand(work, responders),
                new IncidentReportCommand(work),
                new IncidentExportCommand(work, signingKey),
                new IncidentVerifyCommand(work, signingKey));
    }
}
