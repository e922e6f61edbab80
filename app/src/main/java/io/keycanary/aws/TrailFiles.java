package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches log files that a queue tells of. */
final class TrailFiles {
    /** CloudTrail's own files are at most 50 MB (CloudTrail user guide, quotas). */
    private static final int MAX_BYTES = 64 << 20;

    private final S3Client s3;

    TrailFiles(AccountClients clients, Located where) {
        boolean paths = where.account().access().endpoint() != null;
        this.s3 = clients.client(
                S3Client.builder().forcePathStyle(paths),
                where.pipeline().site().homeRegion());
    }

    /**
     * The whole object, null when there is none.
     *
     * @throws AccountException when it cannot be fetched now, or is no log file
     */
    byte @Nullable [] read(QueueMessage.Objects.Place place) {
        try (ResponseInputStream<GetObjectResponse> answer =
                s3.getObject(r -> r.bucket(place.bucket()).key(place.key()))) {
            if (Objects.requireNonNullElse(answer.response().contentLength(), 0L) > MAX_BYTES) {
                answer.abort();
                throw new AccountException(
                        Reason.REFUSED,
                        place.key() + " is longer than any log file of CloudTrail: look at it yourself");
            }
            return answer.readAllBytes();
        } catch (SdkException e) {
            if (e instanceof S3Exception refused && refused.statusCode() == 404) {
                return null;
            }
            throw AwsFailure.of("s3:GetObject", e);
        } catch (IOException e) {
            throw new AccountException(
                    Reason.UNREACHABLE, "s3:GetObject of " + place.key() + " broke off: " + e.getMessage(), e);
        }
    }
}
