package io.keycanary.cli;

import io.keycanary.pipeline.GuardrailKeeper;
import io.keycanary.token.AccountConnector;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code guardrail}: the noun. */
@Command(
        name = "guardrail",
        description = "Writes policies that keep decoys what they are, and attaches them in an organisation.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary guardrail scp --path /svc/ci/ --operator 'arn:aws:iam::*:role/TokenManager'"})
public final class GuardrailNoun extends Noun {
    private GuardrailNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(
            Workplace work, Supplier<AccountConnector> aws, AlertTargets alerts, Supplier<GuardrailKeeper> keeper) {
        return List.of(
                new GuardrailNoun(),
                new GuardrailScpCommand(work, keeper),
                new GuardrailManagerPolicyCommand(work, aws, alerts));
    }
}
