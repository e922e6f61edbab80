package io.keycanary.cli;

import io.keycanary.desk.RegionDesk;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.token.AccountConnector;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code pipeline}: the noun. */
@Command(
        name = "pipeline",
        description = "Sets up in an AWS account what tells us of a use, and keeps it so.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary pipeline plan --account prod"})
public final class PipelineNoun extends Noun {
    private PipelineNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param history of AWS accounts
     */
    public static List<Object> family(
            Workplace work,
            Supplier<PipelineBuilder> builder,
            Supplier<AccountConnector> aws,
            Supplier<HistoryLookup> history) {
        Supplier<RegionDesk> regions = () -> work.regions(aws);
        return List.of(
                new PipelineNoun(),
                new PipelinePlanCommand(work, builder, regions),
                new PipelineApplyCommand(work, builder, regions),
                new PipelineStatusCommand(work, builder, regions),
                new PipelineRemoveCommand(work, builder, regions),
                new PipelineExportCommand(work),
                new PipelineCostCommand(work, history));
    }
}
