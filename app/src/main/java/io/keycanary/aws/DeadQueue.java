package io.keycanary.aws;

import io.keycanary.token.AccountException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue for what could not be delivered: whatever lies there, nobody has seen. */
final class DeadQueue {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final String name;
    private final InstantSource clock;
    private Instant lookedAt = Instant.MIN;
    private volatile @Nullable String problem;

    DeadQueue(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    void lookIfDue(SqsClient sqs) {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt) || now.isAfter(lookedAt.plus(EVERY))) {
            look(sqs);
        }
    }

    /** That it cannot be asked hinders nothing else. */
    void look(SqsClient sqs) {
        lookedAt = clock.instant();
        try {
            String count = count(sqs);
            problem = count.equals("0")
                    ? null
                    : "queue " + name + " holds " + count + " messages that were given up, and a use may be among them:"
                            + " look at them there, mend what the log says, and start a redrive of that queue";
        } catch (AccountException e) {
            problem = "queue " + name + ": " + e.getMessage();
        }
    }

    private String count(SqsClient sqs) {
        String url = AwsFailure.orThrow(
                "sqs:GetQueueUrl", () -> sqs.getQueueUrl(r -> r.queueName(name)).queueUrl());
        return AwsFailure.orThrow(
                        "sqs:GetQueueAttributes",
                        () -> sqs.getQueueAttributes(
                                r -> r.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
    }

    @Nullable
    String problem() {
        return problem;
    }
}
