package io.keycanary.cli;

import picocli.CommandLine.Command;

/** {@code token}: the noun. */
@Command(
        name = "token",
        description = "Issues tokens and shows how it stands with them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary token list"})
public final class TokenNoun extends Noun {}
