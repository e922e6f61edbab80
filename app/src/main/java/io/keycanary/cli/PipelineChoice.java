package io.keycanary.cli;

import io.keycanary.pipeline.PipelineBuilder.Choice;
import picocli.CommandLine.Option;

/** What may be done to an account. */
final class PipelineChoice {
    @Option(names = "--only", paramLabel = "PATH", description = "One detection path alone: trail-logs or eventbridge.")
    private String only = "";

    @Option(
            names = "--adopt",
            description = "Use a bucket, log group, topic or queue of this name that somebody else made.")
    private boolean adopt;

    @Option(
            names = "--second-trail",
            description = "Make a trail although another one records management events already. AWS charges $2 per"
                    + " 100,000 events for the second copy.")
    private boolean secondTrail;

    /** Whether it was left open which paths are meant. */
    boolean isOpen() {
        return only.isEmpty();
    }

    Choice choice() {
        return switch (only) {
            case "" -> new Choice(true, true, adopt, secondTrail);
            case "trail-logs" -> new Choice(true, false, adopt, secondTrail);
            case "eventbridge" -> new Choice(false, true, adopt, secondTrail);
            default -> throw CommandFailure.badInput("--only is trail-logs or eventbridge, not \"" + only + "\"");
        };
    }
}
