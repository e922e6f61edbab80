package io.keycanary.cli;

import io.keycanary.desk.RegionDesk;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code pipeline status}. */
@Command(
        name = "status",
        description = {
            "Compares each part of the pipeline with what it should be. Changes nothing.",
            "Exit code 1 when a part is missing, wrong, waits for somebody, or is somebody else's."
        },
        footer = {"", "Example: keycanary pipeline status --account prod --format json"})
final class PipelineStatusCommand extends PipelineStep {
    PipelineStatusCommand(Workplace work, Supplier<PipelineBuilder> builder, Supplier<RegionDesk> regions) {
        super(work, builder, regions);
    }

    @Override
    public Integer call() {
        List<Link> links = lookAtInstalled(blueprint());
        new PipelinePages(work).links(links, EnumSet.complementOf(EnumSet.of(Standing.GOOD)));
        long good =
                links.stream().filter(link -> link.standing() == Standing.GOOD).count();
        if (!work.json()) {
            work.screen().line(good + " of " + links.size() + " parts are as they should be");
        }
        return good == links.size() ? Exit.OK : Exit.FOUND;
    }
}
