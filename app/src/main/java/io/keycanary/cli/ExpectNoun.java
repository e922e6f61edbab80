package io.keycanary.cli;

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
public final class ExpectNoun extends Noun {}
