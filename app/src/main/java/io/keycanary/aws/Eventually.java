package io.keycanary.aws;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A role that was just made is not known everywhere at once (IAM user guide, "eventual consistency"). */
final class Eventually {
    private static final int TRIES = 8;
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final Set<String> TOO_EARLY = Set.of(
            "InvalidCloudWatchLogsRoleArnException",
            "InvalidCloudWatchLogsLogGroupArnException",
            "InsufficientS3BucketPolicyException");

    private Eventually() {}

    /** Makes a call that may be refused for some seconds for what it names. */
    static <T> T accepted(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (AwsServiceException e) {
                boolean early = e.awsErrorDetails() != null
                        && TOO_EARLY.contains(e.awsErrorDetails().errorCode());
                if (!early || tries == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
