package io.keycanary.aws;

import io.keycanary.drill.KeyUse;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Uses a key by the AWS SDK. A key that was just made is not known everywhere for some seconds, and STS refuses a right
 * signature within five seconds of a wrong one (as TruffleHog's authors found): then it is tried again.
 */
public final class AwsKeyUse implements KeyUse {
    private static final int TRIES = 4;

    private final Duration pause;

    /** Waits as long as AWS needs. */
    public AwsKeyUse() {
        this(Duration.ofSeconds(6));
    }

    /** Waits this long before it tries again. */
    public AwsKeyUse(Duration pause) {
        this.pause = pause;
    }

    @Override
    public Answer whoAmI(String accessKeyId, Secret secret, String region, @Nullable URI endpoint) {
        AwsBasicCredentials key =
                AwsBasicCredentials.create(accessKeyId, secret.reveal(SecretAccess.forInsecureReading()));
        try (AwsCaller caller = AwsCaller.of(StaticCredentialsProvider.create(key), region, endpoint)) {
            AwsCaller.Answer answer = caller.whoAmI();
            for (int tries = 1;
                    tries < TRIES
                            && isTooEarly(answer)
                            && !Thread.currentThread().isInterrupted();
                    tries++) {
                LockSupport.parkNanos(pause.toNanos());
                answer = caller.whoAmI();
            }
            return new Answer(answer.requestId(), answer.succeeded() ? null : answer.outcome());
        }
    }

    private static boolean isTooEarly(AwsCaller.Answer answer) {
        return !answer.succeeded()
                && (answer.outcome().startsWith("InvalidClientTokenId")
                        || answer.outcome().startsWith("SignatureDoesNotMatch"));
    }
}
