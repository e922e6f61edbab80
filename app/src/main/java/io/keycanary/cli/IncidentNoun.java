package io.keycanary.cli;

import picocli.CommandLine.Command;

/** {@code incident}: the noun. */
@Command(
        name = "incident",
        description = "Shows incidents and works on them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary incident list"})
public final class IncidentNoun extends Noun {}
