package io.keycanary.aws;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.TopicPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publishes by the AWS SDK, once: whoever sends alerts repeats them. */
public final class SnsPublisher implements TopicPublisher {
    private final String topic;
    private final SnsClient sns;

    private SnsPublisher(String topic, SnsClient sns) {
        this.topic = topic;
        this.sns = sns;
    }

    /** Connects, and looks for credentials, only when it publishes. */
    public static SnsPublisher open(ChannelSettings.Sns settings) {
        return open(settings, AwsSending.ANSWER);
    }

    /**
     * The same with another patience.
     *
     * @param answer longest time until the answer, once there is a connection
     */
    public static SnsPublisher open(ChannelSettings.Sns settings, Duration answer) {
        return new SnsPublisher(
                settings.topic(),
                AwsSending.client(
                                SnsClient.builder(), settings.region(), settings.profile(), settings.endpoint(), answer)
                        .build());
    }

    @Override
    public DeliveryResult publish(Message message) throws InterruptedException {
        return AwsSending.once("SNS", () -> {
            PublishResponse answer = sns.publish(request -> request.topicArn(topic)
                    .subject(message.subject())
                    .message(message.structure())
                    .messageStructure("json")
                    .messageGroupId(message.group())
                    .messageDeduplicationId(message.group() == null ? null : message.id())
                    .messageAttributes(attributes(message.attributes())));
            return answer.messageId() == null
                    ? new DeliveryResult.Retry("an answer, but not as SNS answers: there is no message id", null)
                    : new DeliveryResult.Accepted(AwsSending.line("message " + answer.messageId()));
        });
    }

    private static Map<String, MessageAttributeValue> attributes(Map<String, String> words) {
        return words.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        word -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(word.getValue())
                                .build()));
    }

    @Override
    public void close() {
        sns.close();
    }
}
