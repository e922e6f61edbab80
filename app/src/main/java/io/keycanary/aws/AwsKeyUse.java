package io.keycanary.aws;

import io.keycanary.drill.KeyUse;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Uses a key by the AWS SDK. */
public final class AwsKeyUse implements KeyUse {
    @Override
    public Answer whoAmI(String accessKeyId, Secret secret, String region, @Nullable URI endpoint) {
        AwsBasicCredentials key =
                AwsBasicCredentials.create(accessKeyId, secret.reveal(SecretAccess.forInsecureReading()));
        try (AwsCaller caller = AwsCaller.of(StaticCredentialsProvider.create(key), region, endpoint)) {
            AwsCaller.Answer answer = caller.whoAmI();
            return new Answer(answer.requestId(), answer.succeeded() ? null : answer.outcome());
        }
    }
}
