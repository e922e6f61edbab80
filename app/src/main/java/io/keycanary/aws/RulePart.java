package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.EventPattern;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** A rule with its target. */
final class RulePart extends Part {
    private final Ground ground;
    private final EventBridgeClient events;
    private final String rule;
    private final String bus;
    private final EventPattern pattern;
    private final Target target;

    private RulePart(Ground ground, String region, String bus, EventPattern pattern, Target target) {
        super("rule " + region + "/" + bus + "/" + ground.site().rule(pattern));
        this.ground = ground;
        this.events = ground.events(region);
        this.rule = ground.site().rule(pattern);
        this.bus = bus;
        this.pattern = pattern;
        this.target = target;
    }

    /** In the home region: to the queue. */
    static RulePart toQueue(Ground ground, String bus, EventPattern pattern) {
        Target queue = Target.builder()
                .id("queue")
                .arn(ground.site().queueArn())
                .deadLetterConfig(dead -> dead.arn(ground.site().deadQueueArn()))
                .build();
        return new RulePart(ground, ground.site().homeRegion(), bus, pattern, queue);
    }

    /** In another region: to our bus. */
    static RulePart toBus(Ground ground, String region, EventPattern pattern) {
        Target central = Target.builder()
                .id("bus")
                .arn(ground.site().busArn())
                .roleArn(ground.site().roleArn(ground.site().busRole()))
                .build();
        return new RulePart(ground, region, RulesPart.DEFAULT, pattern, central);
    }

    static boolean ours(Ground ground, EventBridgeClient events, String arn) {
        return ground.known(
                arn,
                () -> ground.ours(events.listTagsForResource(r -> r.resourceARN(arn)).tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value))));
    }

    static List<Tag> tags(Ground ground) {
        return ground.tags().entrySet().stream()
                .map(one ->
                        Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList();
    }

    private @Nullable DescribeRuleResponse found() {
        try {
            return events.describeRule(r -> r.name(rule).eventBusName(bus));
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    @Override
    Link look() {
        DescribeRuleResponse found = found();
        if (found == null) {
            return missing();
        }
        if (!ours(ground, events, found.arn())) {
            return foreign(NOT_OURS);
        }
        if (!Blueprint.RULE_STATE.equals(found.stateAsString())) {
            return wrong("its state is " + found.stateAsString() + ", which drops "
                    + ("ENABLED".equals(found.stateAsString()) ? "read-only calls" : "calls"));
        }
        String there = found.eventPattern();
        if (there == null || !Statements.same(there, pattern.document())) {
            return wrong("its pattern is not as planned");
        }
        return judged(hasTarget() ? null : "it does not send to " + target.arn());
    }

    private boolean hasTarget() {
        return events.listTargetsByRule(r -> r.rule(rule).eventBusName(bus)).targets().stream()
                .anyMatch(target::equals);
    }

    @Override
    void make() {
        boolean isNew = found() == null;
        List<Tag> tags = tags(ground);
        events.putRule(r -> r.name(rule)
                .eventBusName(bus)
                .eventPattern(pattern.text())
                .state(Blueprint.RULE_STATE)
                .tags(isNew ? tags : null));
        PutTargetsResponse answer =
                events.putTargets(r -> r.rule(rule).eventBusName(bus).targets(target));
        if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
            throw new io.keycanary.token.AccountException(
                    io.keycanary.token.AccountException.Reason.REFUSED,
                    "the target of " + name() + " was refused: "
                            + answer.failedEntries().getFirst().errorMessage());
        }
    }

    @Override
    @Nullable
    String remove() {
        return null; // RulesPart removes all of the bus
    }
}
