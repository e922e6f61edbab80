package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Alerts by an SNS topic: text for people, the webhook's JSON for programs. Accepted means a message id. */
final class TopicChannel implements AlertChannel {
    /** SNS refuses longer subjects, and anything but printable ASCII in them. */
    private static final int SUBJECT_CHARS = 100;

    /** One SMS. */
    private static final int SMS_CHARS = 140;

    private final ChannelSettings.Sns settings;
    private final TopicPublisher publisher;

    TopicChannel(ChannelSettings.Sns settings, TopicPublisher publisher) {
        this.settings = settings;
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        String json = new String(JsonRenderer.render(alert), StandardCharsets.UTF_8);
        String headline = Summary.of(alert).headline();
        Map<String, Object> texts =
                JsonBody.object("default", TextRenderer.render(alert), "sms", Printable.line(headline, SMS_CHARS));
        for (String program : new String[] {"http", "https", "sqs", "lambda", "firehose"}) {
            texts.put(program, json);
        }
        String group = alert.incident() == null ? "keycanary" : alert.incident().toString();
        return publisher.publish(new TopicPublisher.Message(
                subject(headline),
                new String(JsonBody.bytes(texts), StandardCharsets.UTF_8),
                settings.topic().endsWith(".fifo") ? group : null,
                alert.id().toString(),
                Map.of("severity", word(alert.severity()), "reason", word(alert.reason()))));
    }

    private static String subject(String headline) {
        String ascii = ("KeyCanary " + headline).replaceAll("[^ -~]", "?");
        return ascii.length() <= SUBJECT_CHARS ? ascii : ascii.substring(0, SUBJECT_CHARS - 3) + "...";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        publisher.close();
    }
}
