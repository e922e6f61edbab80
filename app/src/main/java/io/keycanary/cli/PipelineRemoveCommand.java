package io.keycanary.cli;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pipeline remove}. */
@Command(
        name = "remove",
        description = {
            "Takes away what apply made, and from what somebody else made what apply added.",
            "A bucket with log files in it stays. Without --yes it only shows what there is, and ends with 4."
        },
        footer = {"", "Example: keycanary pipeline remove --account prod --yes"})
final class PipelineRemoveCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<PipelineBuilder> builder;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private PipelineChoice choice = new PipelineChoice();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    PipelineRemoveCommand(Workplace work, Supplier<PipelineBuilder> builder) {
        this.work = work;
        this.builder = builder;
    }

    @Override
    public Integer call() {
        ManagedAccount account = options.account(work);
        Blueprint blueprint = options.blueprint(work);
        if (!yes) {
            List<Link> links = builder.get().look(account, blueprint, choice.choice());
            new PipelinePages(work).links(links, EnumSet.complementOf(EnumSet.of(Standing.MISSING)));
            throw CommandFailure.refused("nothing was changed; the same with --yes takes it away");
        }
        builder.get()
                .remove(
                        account,
                        blueprint,
                        choice.choice(),
                        done -> work.screen().tell(Screen.safe(done)));
        return Exit.OK;
    }
}
