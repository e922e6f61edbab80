package io.keycanary.cli;

import io.keycanary.respond.AccountActions;
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
     * @param aws acts in AWS accounts
     */
    public static List<Object> family(Workplace work, Supplier<KeyPair> signingKey, Supplier<AccountActions> aws) {
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
                new IncidentStepCommand(work),
                new IncidentActCommand(work, aws),
                new IncidentActionsCommand(work, aws),
                new IncidentApproveCommand(work, aws),
                new IncidentUndoCommand(work, aws),
                new IncidentReportCommand(work),
                new IncidentExportCommand(work, signingKey),
                new IncidentVerifyCommand(work, signingKey));
    }
}
