package io.keycanary.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code expect}: the noun. */
@Command(
        name = "expect",
        description = {
            "Says which uses of tokens are expected: an own secret scanner, a red team.",
            "They are kept and counted as benign, and open no incident."
        },
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary expect list"})
public final class ExpectNoun extends Noun {
    private ExpectNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work) {
        return List.of(
                new ExpectNoun(),
                new ExpectAddCommand(work),
                new ExpectListCommand(work),
                new ExpectShowCommand(work),
                new ExpectEndCommand(work));
    }
}
