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

/** {@code pipeline apply}. */
@Command(
        name = "apply",
        description = {
            "Makes what is missing of the pipeline and mends what is wrong; what is right is left alone.",
            "Without --yes it only shows what it would do, and ends with 4."
        },
        footer = {"", "Example: keycanary pipeline apply --account prod --subscribe email:soc@example.com --yes"})
final class PipelineApplyCommand implements Callable<Integer> {
    private static final EnumSet<Standing> TO_DO = EnumSet.of(Standing.MISSING, Standing.WRONG, Standing.FOREIGN);

    private final Workplace work;
    private final Supplier<PipelineBuilder> builder;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private PipelineChoice choice = new PipelineChoice();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    PipelineApplyCommand(Workplace work, Supplier<PipelineBuilder> builder) {
        this.work = work;
        this.builder = builder;
    }

    @Override
    public Integer call() {
        ManagedAccount account = options.account(work);
        Blueprint blueprint = options.blueprint(work);
        List<Link> before = builder.get().look(account, blueprint, choice.choice());
        PipelinePages pages = new PipelinePages(work);
        if (before.stream().noneMatch(link -> TO_DO.contains(link.standing()))) {
            work.screen().tell("nothing to do");
            return Exit.OK;
        }
        if (before.stream().anyMatch(link -> link.standing() == Standing.FOREIGN)) {
            pages.links(before, EnumSet.of(Standing.FOREIGN));
            throw CommandFailure.refused("nothing was changed: not everything of this name is ours");
        }
        if (!yes) {
            pages.links(before, TO_DO);
            throw CommandFailure.refused("nothing was changed; the same with --yes does it");
        }
        builder.get()
                .apply(
                        account,
                        blueprint,
                        choice.choice(),
                        done -> work.screen().tell(Screen.safe(done)));
        return after(builder.get().look(account, blueprint, choice.choice()), pages);
    }

    /** A subscriber who has not confirmed yet is no fault of ours, but nothing reaches him. */
    private int after(List<Link> links, PipelinePages pages) {
        pages.links(links, EnumSet.complementOf(EnumSet.of(Standing.GOOD)));
        return links.stream().anyMatch(link -> TO_DO.contains(link.standing())) ? Exit.FOUND : Exit.OK;
    }
}
