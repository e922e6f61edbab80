package io.keycanary.detect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A temporary access key that a watched identity obtained (GetSessionToken, GetFederationToken): from now on it is
 * watched as the token itself.
 *
 * @param token {@link WatchedToken#id()}
 * @param accessKeyId the ASIA key id
 * @param expires end of its life, null when the record does not say or cannot be read
 */
public record LearnedKey(
        String token, String accessKeyId, @Nullable Instant expires) {}
