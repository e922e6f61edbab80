package io.keycanary.cli;

import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.RuleChoice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be done to an account. */
final class PipelineChoice {
    @Option(
            names = "--only",
            paramLabel = "PATH",
            description = "One detection path alone: trail-logs or eventbridge; or data-events, the trail for those.")
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

    @Option(
            names = "--data-events",
            description =
                    "Also a trail for the data events of decoys (S3 objects, Lambda, DynamoDB, SNS, SQS ...), which"
                            + " costs $0.10 per 100,000 of them. Stays with later runs.")
    private boolean dataEvents;

    @Option(
            names = "--by-path",
            negatable = true,
            description =
                    "No rules by principal id and key for tokens on the path of decoys: the rule of the path sees them."
                            + " For when there are more rules than a bus takes. Stays with later runs.")
    private @Nullable Boolean byPath;

    @Option(
            names = "--rule-quota",
            paramLabel = "N",
            description = "How many rules one bus takes, after AWS raised the quota \"" + RuleChoice.QUOTA
                    + "\". Default: 300, in af-south-1 and eu-south-1 100. Stays with later runs; 0 forgets it.")
    private @Nullable Integer ruleQuota;

    /** Whether it was left open which paths are meant. */
    boolean isOpen() {
        return only.isEmpty();
    }

    /**
     * What is asked for.
     *
     * @param installed what an earlier apply set up: its data events stay with the path that they need
     */
    Choice choice(Optional<Choice> installed) {
        Choice asked = asked();
        return new Choice(
                asked.classic(),
                asked.fast(),
                asked.adopt(),
                asked.secondTrail(),
                asked.dataEvents()
                        || asked.classic()
                                && installed.filter(Choice::dataEvents).isPresent(),
                rules(installed));
    }

    /** How many rules there may be: what is asked for now, or was by an earlier apply. */
    RuleChoice rules(Optional<Choice> installed) {
        RuleChoice earlier = installed.map(Choice::rules).orElse(RuleChoice.ALL);
        if (ruleQuota != null && ruleQuota < 0) {
            throw CommandFailure.badInput("--rule-quota is a number from 0, not " + ruleQuota);
        }
        return new RuleChoice(
                byPath == null ? earlier.byPath() : byPath, ruleQuota == null ? earlier.quota() : ruleQuota);
    }

    private Choice asked() {
        return switch (only) {
            case "" -> new Choice(true, true, adopt, secondTrail, dataEvents);
            case "trail-logs" -> new Choice(true, false, adopt, secondTrail, dataEvents);
            case "data-events" -> new Choice(false, false, adopt, secondTrail, true);
            case "eventbridge" -> {
                if (dataEvents) {
                    throw CommandFailure.badInput("--data-events needs the bucket of trail-logs: leave out --only");
                }
                yield new Choice(false, true, adopt, secondTrail);
            }
            default ->
                throw CommandFailure.badInput(
                        "--only is trail-logs or eventbridge, or data-events, not \"" + only + "\"");
        };
    }
}
