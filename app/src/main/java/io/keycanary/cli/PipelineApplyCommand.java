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

/** {@code pipeline apply}. */
@Command(
        name = "apply",
        description = {
            "Makes what is missing of the pipeline and mends what is wrong; what is right is left alone.",
            "Without --yes it only shows what it would do, and ends with 4."
        },
        footer = {"", "Example: keycanary pipeline apply --account prod --subscribe email:soc@example.com --yes"})
final class PipelineApplyCommand extends PipelineStep {
    private static final EnumSet<Standing> TO_DO =
            EnumSet.of(Standing.MISSING, Standing.WRONG, Standing.FOREIGN, Standing.FULL);

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    PipelineApplyCommand(Workplace work, Supplier<PipelineBuilder> builder, Supplier<RegionDesk> regions) {
        super(work, builder, regions);
    }

    @Override
    public Integer call() {
        Blueprint blueprint = blueprint();
        List<Link> before = look(blueprint);
        PipelinePages pages = new PipelinePages(work);
        if (before.stream().noneMatch(link -> TO_DO.contains(link.standing()))) {
            remember(blueprint); // it may have been made from an export
            work.screen().tell("nothing to do");
            return Exit.OK;
        }
        if (before.stream().anyMatch(link -> link.standing() == Standing.FOREIGN)) {
            pages.links(before, EnumSet.of(Standing.FOREIGN));
            throw CommandFailure.refused("nothing was changed: not everything of this name is ours");
        }
        if (before.stream().anyMatch(link -> link.standing() == Standing.FULL)) {
            pages.links(before, EnumSet.of(Standing.FULL));
            throw CommandFailure.refused("nothing was changed: AWS would refuse a part of it half way");
        }
        if (!yes) {
            pages.links(before, TO_DO);
            throw CommandFailure.refused("nothing was changed; the same with --yes does it");
        }
        apply(blueprint);
        return after(look(blueprint), pages);
    }

    /** A subscriber who has not confirmed yet is no fault of ours, but nothing reaches him. */
    private int after(List<Link> links, PipelinePages pages) {
        pages.links(links, EnumSet.complementOf(EnumSet.of(Standing.GOOD)));
        return links.stream().anyMatch(link -> TO_DO.contains(link.standing())) ? Exit.FOUND : Exit.OK;
    }
}
