package io.keycanary.endpoint;

import io.keycanary.token.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that the endpoint answers for, with the user behind it. A session key acts as the same user.
 *
 * @param tokenId the token, opaque here
 * @param accessKeyId AKIA, or ASIA for a session
 * @param active false: answered as AWS answers for a key that was switched off
 * @param session null for a long-term key
 */
public record DecoyKey(
        String tokenId,
        User user,
        String accessKeyId,
        Secret secret,
        boolean active,
        @Nullable Session session) {

    /**
     * The IAM user that the intruder believes to be.
     *
     * @param accountId 12 digits
     * @param userName without path
     * @param principalId the unique id (AIDA)
     * @param arn {@code arn:aws:iam::ACCOUNT:user/path/name}
     */
    public record User(String accountId, String userName, String principalId, String arn) {}

    /** What makes a key temporary: the session token that must come with it, and its life. */
    public record Session(Secret token, Instant issued, Instant expires) {}
}
