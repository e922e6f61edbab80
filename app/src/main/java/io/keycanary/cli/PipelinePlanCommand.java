package io.keycanary.cli;

import io.keycanary.desk.RegionDesk;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import java.util.EnumSet;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code pipeline plan}. */
@Command(
        name = "plan",
        description = "Shows what apply would make, and which token is covered by which filter. Changes nothing.",
        footer = {"", "Example: keycanary pipeline plan --account prod --region eu-west-1,eu-central-1"})
final class PipelinePlanCommand extends PipelineStep {
    PipelinePlanCommand(Workplace work, Supplier<PipelineBuilder> builder, Supplier<RegionDesk> regions) {
        super(work, builder, regions);
    }

    @Override
    public Integer call() {
        Blueprint blueprint = blueprint();
        PipelinePages pages = new PipelinePages(work);
        pages.coverage(blueprint);
        pages.links(look(blueprint), EnumSet.allOf(Standing.class));
        return Exit.OK;
    }
}
