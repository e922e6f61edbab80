package io.keycanary.aws;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.TopicPublisher;
import io.keycanary.token.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publishes by the AWS SDK, once: whoever sends alerts repeats them. */
public final class SnsPublisher implements TopicPublisher {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int REASON_CHARS = 300;

    private final String topic;
    private final SnsClient sns;

    private SnsPublisher(String topic, SnsClient sns) {
        this.topic = topic;
        this.sns = sns;
    }

    /** Connects, and looks for credentials, only when it publishes. */
    public static SnsPublisher open(ChannelSettings.Sns settings) {
        return open(settings, ANSWER);
    }

    /**
     * The same with another patience.
     *
     * @param answer longest time until the answer, once there is a connection
     */
    public static SnsPublisher open(ChannelSettings.Sns settings, Duration answer) {
        SnsClientBuilder builder = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(answer))
                .overrideConfiguration(
                        o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(CONNECT.plus(answer)))
                .credentialsProvider(credentials(settings.profile()))
                .region(Region.of(settings.region()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return new SnsPublisher(settings.topic(), builder.build());
    }

    private static AwsCredentialsProvider credentials(@Nullable String profile) {
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    @Override
    public DeliveryResult publish(Message message) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            PublishResponse answer = sns.publish(request -> request.topicArn(topic)
                    .subject(message.subject())
                    .message(message.structure())
                    .messageStructure("json")
                    .messageGroupId(message.group())
                    .messageDeduplicationId(message.group() == null ? null : message.id())
                    .messageAttributes(attributes(message.attributes())));
            return answer.messageId() == null
                    ? new DeliveryResult.Retry("an answer, but not as SNS answers: there is no message id", null)
                    : new DeliveryResult.Accepted(Printable.line("message " + answer.messageId(), REASON_CHARS));
        } catch (AbortedException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("while SNS was asked").initCause(e);
        } catch (AwsServiceException e) {
            return judge(e);
        } catch (SdkClientException e) {
            return new DeliveryResult.Retry(Printable.line("SNS: " + e.getMessage(), REASON_CHARS), null);
        }
    }

    /** A refusal stays one until somebody changes the topic or the permissions; the dead letter says so at once. */
    private static DeliveryResult judge(AwsServiceException e) {
        String reason = Printable.line(
                "SNS: HTTP " + e.statusCode() + " " + e.awsErrorDetails().errorCode() + ": "
                        + e.awsErrorDetails().errorMessage(),
                REASON_CHARS);
        boolean mayPass = e.statusCode() >= 500
                || e.statusCode() == 429
                || e.isThrottlingException()
                || e.isClockSkewException()
                || e.awsErrorDetails().errorCode().startsWith("ExpiredToken");
        return mayPass ? new DeliveryResult.Retry(reason, null) : new DeliveryResult.Refused(reason);
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
