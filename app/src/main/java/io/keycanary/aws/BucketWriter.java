package io.keycanary.aws;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ObjectWriter;
import io.keycanary.channel.OcsfBucket;
import java.time.Duration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes objects to a bucket by the AWS SDK, once: whoever sends alerts repeats them. */
public final class BucketWriter implements ObjectWriter {
    private final String bucket;
    private final S3Client s3;

    private BucketWriter(String bucket, S3Client s3) {
        this.bucket = bucket;
        this.s3 = s3;
    }

    /** Connects, and looks for credentials, only when it writes. */
    public static BucketWriter open(OcsfBucket settings) {
        return open(settings, AwsSending.ANSWER);
    }

    /**
     * The same with another patience.
     *
     * @param answer longest time until the answer, once there is a connection
     */
    public static BucketWriter open(OcsfBucket settings, Duration answer) {
        // Stores that only speak as S3 does rarely have a name for each bucket.
        return new BucketWriter(
                settings.bucket(),
                AwsSending.client(
                                S3Client.builder().forcePathStyle(settings.endpoint() != null),
                                settings.region(),
                                settings.profile(),
                                settings.endpoint(),
                                answer)
                        .build());
    }

    @Override
    public DeliveryResult write(String key, byte[] json) throws InterruptedException {
        return AwsSending.once("S3", () -> {
            PutObjectResponse answer = s3.putObject(
                    request -> request.bucket(bucket).key(key).contentType("application/json"),
                    RequestBody.fromBytes(json));
            return answer.eTag() == null
                    ? new DeliveryResult.Retry("an answer, but not as S3 answers: there is no ETag", null)
                    : new DeliveryResult.Accepted(AwsSending.line("s3://" + bucket + "/" + key));
        });
    }

    @Override
    public void close() {
        s3.close();
    }
}
