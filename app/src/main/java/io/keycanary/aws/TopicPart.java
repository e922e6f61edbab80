package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Tag;

/** The topic that the alarm publishes to. */
final class TopicPart extends Part {
    private static final String POLICY = "Policy";

    private final Ground ground;
    private final String arn;
    private final Statements statements;

    TopicPart(Ground ground) {
        super("topic " + ground.site().name());
        this.ground = ground;
        this.arn = ground.site().topicArn();
        this.statements = new Statements(ground.policies().topic());
    }

    private boolean there() {
        try {
            ground.sns().getTopicAttributes(r -> r.topicArn(arn));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private @Nullable String policy() {
        return ground.sns()
                .getTopicAttributes(r -> r.topicArn(arn))
                .attributes()
                .get(POLICY);
    }

    private boolean ours() {
        return ground.ours(ground.sns().listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    @Override
    Link look() {
        if (!there()) {
            return missing();
        }
        if (!ours() && !ground.adopt()) {
            return foreign(ADOPTABLE);
        }
        return judged(statements.in(policy()) ? null : "its policy does not let the alarm publish");
    }

    @Override
    void make() {
        if (!there()) {
            List<Tag> tags = ground.tags().entrySet().stream()
                    .map(one -> Tag.builder()
                            .key(one.getKey())
                            .value(one.getValue())
                            .build())
                    .toList();
            ground.sns().createTopic(r -> r.name(ground.site().name()).tags(tags));
        }
        put(statements.with(policy()));
    }

    private void put(String policy) {
        ground.sns()
                .setTopicAttributes(r -> r.topicArn(arn).attributeName(POLICY).attributeValue(policy));
    }

    @Override
    @Nullable
    String remove() {
        if (!there()) {
            return null;
        }
        if (ours()) {
            ground.sns().deleteTopic(r -> r.topicArn(arn));
            return removed();
        }
        String before = policy();
        String after = statements.without(before);
        if (after == null || !statements.in(before)) {
            return null;
        }
        put(after);
        return "left " + name() + ", without our statement in its policy";
    }
}
