package io.keycanary.drill;

import io.keycanary.token.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Uses a key for real, with the one call that needs no permission. */
@FunctionalInterface
public interface KeyUse {
    /**
     * What the call came to.
     *
     * @param requestId what the response carried; null when there was none
     * @param error null when the call succeeded, otherwise why not: text of the other side
     */
    record Answer(@Nullable String requestId, @Nullable String error) {}

    /**
     * Calls {@code sts:GetCallerIdentity}.
     *
     * @param endpoint where, null for AWS itself
     */
    Answer whoAmI(String accessKeyId, Secret secret, String region, @Nullable URI endpoint);
}
