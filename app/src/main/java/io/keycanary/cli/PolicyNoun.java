package io.keycanary.cli;

import io.keycanary.desk.PolicyDesk;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code policy}: the noun. */
@Command(
        name = "policy",
        description = "Writes what the organisation decided about decoys.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary policy export"})
public final class PolicyNoun extends Noun {
    private PolicyNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work, Supplier<PolicyDesk.Rules> rules) {
        return List.of(new PolicyNoun(), new PolicyExportCommand(work, rules));
    }
}
