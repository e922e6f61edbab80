package io.keycanary.cli;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipeline plan}. */
@Command(
        name = "plan",
        description = "Shows what apply would make, and which token is covered by which filter. Changes nothing.",
        footer = {"", "Example: keycanary pipeline plan --account prod --region eu-west-1,eu-central-1"})
final class PipelinePlanCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<PipelineBuilder> builder;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private PipelineChoice choice = new PipelineChoice();

    PipelinePlanCommand(Workplace work, Supplier<PipelineBuilder> builder) {
        this.work = work;
        this.builder = builder;
    }

    @Override
    public Integer call() {
        Blueprint blueprint = options.blueprint(work);
        PipelinePages pages = new PipelinePages(work);
        pages.coverage(blueprint);
        pages.links(
                builder.get().look(options.account(work), blueprint, choice.choice()), EnumSet.allOf(Standing.class));
        return Exit.OK;
    }
}
