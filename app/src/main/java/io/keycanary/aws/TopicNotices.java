package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Quarantine;
import io.keycanary.intake.Stores;
import io.keycanary.sns.SnsInbox;
import io.keycanary.source.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The notices that the topics of pipelines post to the server: they are taken as those in the queue are. Which of them came
 * already is remembered for longer than SNS repeats one.
 */
public final class TopicNotices implements SnsInbox.Desk {
    private static final String SEEN = "sns-message|";
    private static final Duration REMEMBERED = Duration.ofHours(2);
    private static final int HEAD_BYTES = 1024;

    private final Ledger ledger;
    private final AwsAccounts accounts;
    private final PipelineDesk pipelines;
    private final InstantSource clock;

    /** Those of all pipelines in this ledger. */
    public TopicNotices(Ledger ledger, AwsAccounts accounts, InstantSource clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.pipelines = new PipelineDesk(ledger, clock);
        this.clock = clock;
    }

    /** Whether a topic is that of a pipeline with an alarm. */
    public boolean isAwaited(String topicArn) {
        return find(topicArn).isPresent();
    }

    private Optional<Located> find(String topicArn) {
        return pipelines.all().stream()
                .filter(where -> where.pipeline().choice().classic())
                .filter(where -> where.pipeline().site().topicArn().equals(topicArn))
                .findFirst();
    }

    @Override
    public void published(String topicArn, String messageId, String message, Instant receivedAt) {
        find(topicArn)
                .ifPresent(where -> ledger.change(stores -> {
                    if (isNew(stores, messageId)) {
                        take(stores, where, messageId, message, receivedAt);
                    }
                }));
    }

    private boolean isNew(Stores stores, String messageId) {
        List<Checkpoint> seen = stores.checkpoints().startingWith(SEEN);
        Instant old = clock.instant().minus(REMEMBERED);
        seen.stream()
                .filter(one -> Instant.parse(one.position()).isBefore(old))
                .forEach(one -> stores.checkpoints().remove(one.source()));
        if (seen.stream().anyMatch(one -> one.source().equals(SEEN + messageId))) {
            return false;
        }
        stores.checkpoints()
                .put(new Checkpoint(SEEN + messageId, clock.instant().toString()));
        return true;
    }

    private void take(Stores stores, Located where, String messageId, String message, Instant receivedAt) {
        switch (QueueMessage.of(message)) {
            case QueueMessage.Alarm alarm ->
                new PendingAlarms(ledger, PipelineQueue.of(where))
                        .put(stores, new PendingAlarms.Notice(alarm.arn(), alarm.at(), receivedAt));
            case QueueMessage.Nothing nothing -> {}
            case QueueMessage.Records records -> quarantine(stores, messageId, message, receivedAt);
            case QueueMessage.Objects objects -> quarantine(stores, messageId, message, receivedAt);
            case QueueMessage.Unknown unknown -> quarantine(stores, messageId, message, receivedAt);
        }
    }

    /** The policy of the topic lets the alarm alone publish. */
    private static void quarantine(Stores stores, String messageId, String message, Instant at) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        stores.quarantine()
                .put(new Quarantine.Entry(
                        "message " + messageId + " of SNS",
                        0,
                        "the topic of a pipeline tells of its alarm and of nothing else",
                        Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES)),
                        at));
    }

    /** By a call of our own and not by the address in the message; then nobody without a permission can take it back. */
    @Override
    public void confirm(String topicArn, String token) {
        find(topicArn).ifPresent(where -> {
            try (AccountClients clients = accounts.clients(where.account());
                    SnsClient sns = clients.client(
                            SnsClient.builder(), where.pipeline().site().homeRegion())) {
                AwsFailure.orThrow(
                        "sns:ConfirmSubscription",
                        () -> sns.confirmSubscription(
                                r -> r.topicArn(topicArn).token(token).authenticateOnUnsubscribe("true")));
            }
        });
    }
}
