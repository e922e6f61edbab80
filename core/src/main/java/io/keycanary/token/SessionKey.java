package io.keycanary.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A temporary key (ASIA) that was obtained with a token. It acts as the token, and outlives its key.
 *
 * @param expires end of its life; null when not known, then it stays watched
 */
public record SessionKey(
        TokenId token,
        String id,
        Instant learnedAt,
        @Nullable Instant expires) {}
