package io.keycanary.aws;

import io.keycanary.cli.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.RequestPayer;

/**
 * Reads parts of one object, always of the content that was listed. The SDK repeats calls that fail; a connection that
 * breaks while an answer is read is mended here, from where it broke. Safe to share between threads.
 */
final class PartReader {
    /** Attempts in a row that brought nothing. */
    private static final int ATTEMPTS = 5;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final S3Client s3;
    private final String bucket;
    private final StoredObject object;
    private final @Nullable RequestPayer payer;
    private final S3Failure failure;

    PartReader(S3Client s3, String bucket, StoredObject object, @Nullable RequestPayer payer, S3Failure failure) {
        this.s3 = s3;
        this.bucket = bucket;
        this.object = object;
        this.payer = payer;
        this.failure = failure;
    }

    /**
     * Bytes {@code from} to {@code to}, exclusive.
     *
     * @throws io.keycanary.cli.UnreadableException in words
     */
    byte[] read(long from, long to) throws IOException {
        byte[] part = new byte[Math.toIntExact(to - from)];
        int have = 0;
        int failed = 0;
        while (have < part.length) {
            int before = have;
            try (ResponseInputStream<GetObjectResponse> answer = s3.getObject(request(from + have, to))) {
                for (int count = 0; count >= 0 && have < part.length; have += Math.max(0, count)) {
                    count = answer.read(part, have, part.length - have);
                }
                if (have < part.length) {
                    throw new IOException("the connection ended early");
                }
            } catch (SdkException e) {
                throw failure.reading(bucket, e);
            } catch (IOException e) {
                failed = have > before ? 1 : failed + 1;
                pause(failed, e);
            }
        }
        return part;
    }

    private GetObjectRequest request(long from, long to) {
        boolean whole = from == 0 && to == object.bytes();
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .ifMatch(object.version())
                .range(whole ? null : "bytes=" + from + "-" + (to - 1))
                .requestPayer(payer)
                .build();
    }

    private void pause(int failed, IOException why) throws IOException {
        if (failed >= ATTEMPTS) {
            throw failure.broken(ATTEMPTS, why);
        }
        long most = FIRST_WAIT.toMillis() << failed;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a broken connection was to be mended");
        }
    }
}
