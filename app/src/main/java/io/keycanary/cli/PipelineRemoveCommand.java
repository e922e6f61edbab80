package io.keycanary.cli;

import io.keycanary.desk.RegionDesk;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pipeline remove}. */
@Command(
        name = "remove",
        description = {
            "Takes away what apply made, and from what somebody else made what apply added.",
            "A bucket with log files in it stays. Without --yes it only shows what there is, and ends with 4."
        },
        footer = {"", "Example: keycanary pipeline remove --account prod --yes"})
final class PipelineRemoveCommand extends PipelineStep {
    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    PipelineRemoveCommand(Workplace work, Supplier<PipelineBuilder> builder, Supplier<RegionDesk> regions) {
        super(work, builder, regions);
    }

    @Override
    public Integer call() {
        Blueprint blueprint = blueprint();
        if (!yes) {
            List<Link> links = look(blueprint);
            new PipelinePages(work).links(links, EnumSet.complementOf(EnumSet.of(Standing.MISSING)));
            throw CommandFailure.refused("nothing was changed; the same with --yes takes it away");
        }
        remove(blueprint);
        return Exit.OK;
    }
}
