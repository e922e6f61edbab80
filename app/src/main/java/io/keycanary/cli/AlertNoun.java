package io.keycanary.cli;

import picocli.CommandLine.Command;

/** {@code alert}: the noun. */
@Command(
        name = "alert",
        description = "Tests the alert channels and shows what they deliver.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary alert test"})
public final class AlertNoun extends Noun {}
