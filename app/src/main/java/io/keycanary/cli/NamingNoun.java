package io.keycanary.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code naming}: the noun. */
@Command(
        name = "naming",
        description = "How decoys are named: as your real users are, so that nothing tells them apart.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary naming learn --account prod"})
public final class NamingNoun extends Noun {
    private NamingNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work, Naming naming) {
        return List.of(
                new NamingNoun(),
                new NamingShowCommand(work, naming),
                new NamingSetCommand(work, naming),
                new NamingLearnCommand(work, naming),
                new NamingLintCommand(work),
                new NamingRecogniseCommand(work, naming));
    }
}
