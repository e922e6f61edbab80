package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.JsonText;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that rules send to. */
final class QueuePart extends Part {
    /** How the older protocol of SQS names it, and the newer one for those who know the older. */
    private static final String NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";

    private final Ground ground;
    private final String queue;
    private final Statements statements;
    private final @Nullable Map<String, Object> redrive;

    /** With a policy, and where its messages go that nobody could handle. */
    private QueuePart(
            Ground ground, String queue, List<Map<String, Object>> policy, @Nullable Map<String, Object> redrive) {
        super("queue " + queue);
        this.ground = ground;
        this.queue = queue;
        this.statements = new Statements(policy);
        this.redrive = redrive;
    }

    static QueuePart main(Ground ground) {
        return new QueuePart(
                ground,
                ground.site().name(),
                ground.policies().queue(ground.choice()),
                JsonText.object(
                        "deadLetterTargetArn", ground.site().deadQueueArn(), "maxReceiveCount", Blueprint.TRIES));
    }

    static QueuePart dead(Ground ground) {
        return new QueuePart(
                ground, ground.site().deadQueue(), ground.policies().deadQueue(), null);
    }

    private @Nullable String url() {
        try {
            return ground.sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
        } catch (SqsException e) {
            if (e instanceof QueueDoesNotExistException
                    || e.awsErrorDetails() != null
                            && NO_QUEUE.equals(e.awsErrorDetails().errorCode())) {
                return null;
            }
            throw e;
        }
    }

    private Map<QueueAttributeName, String> attributes(String url) {
        return ground.sqs()
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private boolean ours(String url) {
        return ground.ours(ground.sqs().listQueueTags(r -> r.queueUrl(url)).tags());
    }

    @Override
    Link look() {
        String url = url();
        if (url == null) {
            return missing();
        }
        boolean ours = ours(url);
        if (!ours && !ground.adopt()) {
            return foreign(ADOPTABLE);
        }
        Map<QueueAttributeName, String> there = attributes(url);
        if (!statements.in(there.get(QueueAttributeName.POLICY))) {
            return wrong("its policy does not let all of ours send");
        }
        String wrong = ours ? wrong(there) : null;
        String given = there.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
        return wrong == null && queue.equals(ground.site().deadQueue()) && !given.equals("0")
                ? waiting(given + " messages lie in it that nobody could handle: look at them, then delete them")
                : judged(wrong);
    }

    private @Nullable String wrong(Map<QueueAttributeName, String> there) {
        String kept = there.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD);
        if (!String.valueOf(Blueprint.QUEUE_SECONDS).equals(kept)) {
            return "messages are kept for " + kept + " s, not " + Blueprint.QUEUE_SECONDS + " s";
        }
        String redriven = there.get(QueueAttributeName.REDRIVE_POLICY);
        boolean right = redrive == null || redriven != null && Statements.same(redriven, redrive);
        return right
                ? null
                : "what nobody can handle does not go to " + ground.site().deadQueue();
    }

    @Override
    void make() {
        String url = url();
        boolean ours = url == null || ours(url);
        Map<QueueAttributeName, String> wanted = new HashMap<>();
        String policy = url == null ? null : attributes(url).get(QueueAttributeName.POLICY);
        wanted.put(QueueAttributeName.POLICY, statements.with(policy));
        if (ours) {
            wanted.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(Blueprint.QUEUE_SECONDS));
        }
        if (ours && redrive != null) {
            wanted.put(QueueAttributeName.REDRIVE_POLICY, JsonText.compact(redrive));
        }
        if (url == null) {
            ground.sqs().createQueue(r -> r.queueName(queue).attributes(wanted).tags(ground.tags()));
        } else {
            ground.sqs().setQueueAttributes(r -> r.queueUrl(url).attributes(wanted));
        }
    }

    @Override
    @Nullable
    String remove() {
        String url = url();
        if (url == null) {
            return null;
        }
        if (ours(url)) {
            ground.sqs().deleteQueue(r -> r.queueUrl(url));
            return removed();
        }
        String before = attributes(url).get(QueueAttributeName.POLICY);
        if (!statements.in(before)) {
            return null;
        }
        String after = statements.without(before);
        ground.sqs()
                .setQueueAttributes(
                        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, after == null ? "" : after)));
        return "left " + name() + ", without our statement in its policy";
    }
}
