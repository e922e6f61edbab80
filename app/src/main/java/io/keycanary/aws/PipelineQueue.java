package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Quarantine;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The queue of a pipeline: events of EventBridge, notices of log files, which are fetched, and notices of the alarm. A
 * message is deleted once the intake has stored it, or once it lies in quarantine because nobody understands it; what
 * could not be fetched comes again, and after {@link io.keycanary.pipeline.Blueprint#TRIES} times goes to the queue for
 * what was given up, which is reported.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class PipelineQueue implements RecordSource {
    private static final int MOST_MESSAGES = 10;
    private static final int HEAD_BYTES = 1024;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration MOST_WAIT = Duration.ofMinutes(15);

    private final Located where;
    private final AwsAccounts accounts;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Timing timing;
    private final PendingAlarms alarms;
    private final DeadQueue dead;
    private final Standing reading;
    private final Standing fetching;
    private @Nullable Opened opened;

    /**
     * Times of SQS.
     *
     * @param poll how long a call waits for a message, at most 20 s
     * @param hidden how long a received message is hidden; extended while it is worked on
     */
    public record Timing(Duration poll, Duration hidden) {
        /** The longest poll, which costs least; hidden for long enough that an extension is not missed. */
        public static final Timing USUAL = new Timing(Duration.ofSeconds(20), Duration.ofMinutes(2));
    }

    private record Opened(AccountClients clients, SqsClient sqs, String url, TrailFiles files) {}

    /** The queue of this pipeline; touches nothing before it is polled. */
    public PipelineQueue(Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock, Timing timing) {
        this.where = where;
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.timing = timing;
        this.alarms = new PendingAlarms(ledger, of(where));
        this.dead = new DeadQueue(site().deadQueue(), clock);
        this.reading = new Standing(clock);
        this.fetching = new Standing(clock);
    }

    static String of(Located where) {
        return where.account().name() + "/" + where.pipeline().site().name();
    }

    private Site site() {
        return where.pipeline().site();
    }

    @Override
    public String name() {
        return "queue:" + of(where);
    }

    /** Most of what comes; messages say themselves. */
    @Override
    public DetectionPath path() {
        return DetectionPath.EVENTBRIDGE;
    }

    @Override
    public @Nullable String problem() {
        List<String> problems = Stream.of(reading.problem(), fetching.problem(), dead.problem())
                .filter(Objects::nonNull)
                .toList();
        return problems.isEmpty() ? null : String.join("; ", problems);
    }

    /** What {@code doctor} asks: whether the queue can be reached, and how many messages were given up. */
    public @Nullable String examine() {
        try {
            Opened now = open();
            dead.look(now.sqs);
            return dead.problem();
        } catch (AccountException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        if (!reading.isDue()) {
            return;
        }
        try {
            Opened now = open();
            take(now, received(now), sink);
            dead.lookIfDue(now.sqs);
            reading.well();
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            close(); // credentials may be renewed, the queue made anew
            reading.failed("queue " + site().name() + " of " + where.account().name(), e);
        }
    }

    private Opened open() {
        Opened there = opened;
        if (there != null) {
            return there;
        }
        AccountClients clients = accounts.clients(where.account());
        try {
            SqsClient sqs = clients.client(SqsClient.builder(), site().homeRegion());
            String url = AwsFailure.orThrow(
                    "sqs:GetQueueUrl",
                    () -> sqs.getQueueUrl(r -> r.queueName(site().name())).queueUrl());
            Opened made = new Opened(clients, sqs, url, new TrailFiles(clients, where));
            opened = made;
            return made;
        } catch (AccountException e) {
            clients.close();
            throw e;
        }
    }

    private List<Message> received(Opened now) {
        return AwsFailure.orThrow(
                        "sqs:ReceiveMessage",
                        () -> now.sqs.receiveMessage(r -> r.queueUrl(now.url)
                                .maxNumberOfMessages(MOST_MESSAGES)
                                .waitTimeSeconds(Math.toIntExact(timing.poll.toSeconds()))
                                .visibilityTimeout(Math.toIntExact(timing.hidden.toSeconds()))
                                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)))
                .messages();
    }

    private void take(Opened now, List<Message> messages, Sink sink) throws InterruptedException {
        Instant receivedAt = clock.instant();
        try (HeldMessages held = new HeldMessages(now.sqs, now.url, messages, timing.hidden)) {
            for (Message message : messages) {
                if (isTaken(now, message, receivedAt, sink)) {
                    held.delete(message);
                } else {
                    held.putOff(message, Insistence.after(tries(message), FIRST_WAIT, MOST_WAIT));
                }
            }
        }
    }

    private static int tries(Message message) {
        String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return count == null ? 1 : Integer.parseInt(count);
    }

    /** False when it must come again. */
    private boolean isTaken(Opened now, Message message, Instant receivedAt, Sink sink) throws InterruptedException {
        String origin = "message " + message.messageId() + " of " + name();
        switch (QueueMessage.of(message.body())) {
            case QueueMessage.Records records ->
                Insistence.offer(batch(records.path(), origin, bytes(records.text()), receivedAt), sink);
            case QueueMessage.Objects objects -> {
                return areTaken(now, objects, origin, receivedAt, sink);
            }
            case QueueMessage.Alarm alarm -> {
                PendingAlarms.Notice notice = new PendingAlarms.Notice(alarm.arn(), alarm.at(), receivedAt);
                Insistence.change(ledger, stores -> alarms.put(stores, notice));
            }
            case QueueMessage.Unknown unknown -> quarantine(origin, unknown.why(), bytes(message.body()), receivedAt);
            case QueueMessage.Nothing nothing -> {}
        }
        return true;
    }

    /** An object that is gone will never come: that it was announced is kept. */
    private boolean areTaken(Opened now, QueueMessage.Objects objects, String origin, Instant receivedAt, Sink sink)
            throws InterruptedException {
        try {
            for (QueueMessage.Objects.Place place : objects.places()) {
                byte[] file = now.files.read(place);
                if (file == null) {
                    quarantine(
                            origin,
                            "there is no object " + place.bucket() + "/" + place.key(),
                            new byte[0],
                            receivedAt);
                } else {
                    String object = "s3://" + place.bucket() + "/" + place.key();
                    Insistence.offer(batch(DetectionPath.TRAIL_S3, object, file, receivedAt), sink);
                }
            }
            fetching.well();
            return true;
        } catch (AccountException e) {
            fetching.failed("log files of " + where.account().name(), e);
            return false;
        }
    }

    private static RecordBytes batch(DetectionPath path, String origin, byte[] bytes, Instant receivedAt) {
        return new RecordBytes(path, origin, RecordBytes.Bytes.of(bytes), receivedAt, true, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void quarantine(String origin, String why, byte[] body, Instant at) throws InterruptedException {
        byte[] head = Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES));
        Insistence.change(ledger, stores -> stores.quarantine().put(new Quarantine.Entry(origin, 0, why, head, at)));
    }

    @Override
    public void close() {
        Opened there = opened;
        opened = null;
        if (there != null) {
            there.clients.close();
        }
    }
}
