package io.keycanary.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decoy identity to look for. The identifiers are opaque words, compared whole; no account is decoded from them.
 *
 * @param id the caller's name for the token, given back in every {@link Match}
 * @param accessKeyIds access key ids (AKIA) and already learned session key ids (ASIA); may be empty
 * @param principalId the IAM unique id (AIDA), or null when unknown
 * @param userArn {@code arn:aws:iam::ACCOUNT:user/path/name}, or null when unknown
 */
public record WatchedToken(
        String id,
        List<String> accessKeyIds,
        @Nullable String principalId,
        @Nullable String userArn) {
    /** Copies the list. */
    public WatchedToken {
        accessKeyIds = List.copyOf(accessKeyIds);
    }
}
