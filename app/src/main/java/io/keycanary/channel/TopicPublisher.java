package io.keycanary.channel;

import io.keycanary.alert.DeliveryResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes to one topic of Amazon SNS. Safe to share between threads. */
public interface TopicPublisher extends AutoCloseable {
    /**
     * One message.
     *
     * @param subject what mails have as subject: up to 100 characters of ASCII
     * @param structure a JSON object with a text for each protocol, and {@code default}
     * @param group which messages a FIFO topic keeps in order; null for another topic
     * @param id by which a FIFO topic drops repeats
     * @param attributes what subscriptions may filter by
     */
    record Message(
            String subject, String structure, @Nullable String group, String id, Map<String, String> attributes) {}

    /** Publishes and waits for the answer, within a bounded time. */
    DeliveryResult publish(Message message) throws InterruptedException;

    @Override
    void close();
}
