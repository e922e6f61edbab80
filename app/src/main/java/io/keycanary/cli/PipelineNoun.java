package io.keycanary.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code pipeline}: the noun. */
@Command(
        name = "pipeline",
        description = "Sets up in an AWS account what tells us of a use, and keeps it so.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary pipeline export --account prod --as cloudformation"})
public final class PipelineNoun extends Noun {
    private PipelineNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work) {
        return List.of(new PipelineNoun(), new PipelineExportCommand(work));
    }
}
