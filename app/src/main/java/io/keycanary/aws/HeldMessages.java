package io.keycanary.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages that were received and are worked on: hidden from others until they are deleted, put off, or this is closed. */
final class HeldMessages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldMessages.class);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final SqsClient sqs;
    private final String url;
    private final Duration hidden;
    private final Map<String, Message> held = new ConcurrentHashMap<>();
    private final Thread keeper;
    private volatile boolean closed;

    /**
     * Holds what was received just now.
     *
     * @param hidden for how long SQS hides a message unless it is told again
     */
    HeldMessages(SqsClient sqs, String url, List<Message> messages, Duration hidden) {
        this.sqs = sqs;
        this.url = url;
        this.hidden = hidden;
        messages.forEach(message -> held.put(message.receiptHandle(), message));
        this.keeper = Thread.ofVirtual().name("holds messages of " + url).start(this::keep);
    }

    private void keep() {
        try {
            while (!closed) {
                Thread.sleep(hidden.dividedBy(2));
                held.keySet().forEach(this::extend);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Without it the message comes again, which the intake does not mind. */
    private void extend(String receipt) {
        try {
            hide(receipt, hidden);
        } catch (SdkException e) {
            LOG.debug("a message of {} is not held any longer", url, e);
        }
    }

    private void hide(String receipt, Duration time) {
        sqs.changeMessageVisibility(
                r -> r.queueUrl(url).receiptHandle(receipt).visibilityTimeout(Math.toIntExact(time.toSeconds())));
    }

    /** It is done with. */
    void delete(Message message) {
        held.remove(message.receiptHandle());
        AwsFailure.orThrow(
                "sqs:DeleteMessage",
                () -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle())));
    }

    /** It comes again later; after some times SQS gives it up. */
    void putOff(Message message, Duration time) {
        held.remove(message.receiptHandle());
        try {
            hide(message.receiptHandle(), time.compareTo(LONGEST) > 0 ? LONGEST : time);
        } catch (SdkException e) {
            LOG.debug("a message of {} comes again sooner", url, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
    }
}
