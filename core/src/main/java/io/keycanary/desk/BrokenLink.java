package io.keycanary.desk;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import io.keycanary.source.DetectionPath;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which part of a pipeline keeps a record from coming: the first on its way that is not as it should be. */
public final class BrokenLink {
    /** What a record passes, in order, by the beginning of the names of the parts. */
    private static final Map<DetectionPath, List<String>> WAYS = Map.of(
            DetectionPath.EVENTBRIDGE,
            List.of("trail ", "room ", "rule ", "bus ", "role .*-events", "queue "),
            DetectionPath.TRAIL_S3,
            List.of("trail ", "bucket ", "log files ", "queue "),
            DetectionPath.TRAIL_LOGS,
            List.of(
                    "trail ",
                    "role .*-logs",
                    "log group ",
                    "metric filters ",
                    "alarm ",
                    "topic ",
                    "notices ",
                    "queue "));

    private static final Set<Standing> BROKEN = EnumSet.complementOf(EnumSet.of(Standing.GOOD, Standing.WAITING));

    private BrokenLink() {}

    /** The first broken part on a path; empty when all are as they should be, or the path has none. */
    public static Optional<Link> of(DetectionPath path, List<Link> parts) {
        return WAYS.getOrDefault(path, List.of()).stream()
                .flatMap(name -> parts.stream().filter(part -> part.part().matches(name + ".*")))
                .filter(part -> BROKEN.contains(part.standing()))
                .findFirst();
    }
}
