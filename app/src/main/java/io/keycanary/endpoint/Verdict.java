package io.keycanary.endpoint;

import org.jspecify.annotations.Nullable;

/** What came of checking a claim. */
sealed interface Verdict {
    /** Nobody we know. */
    record Stranger(Fault fault) implements Verdict {}

    /**
     * A key of ours is named.
     *
     * @param authenticated the signature is right, and made now: whoever sent this holds the secret
     * @param fault why AWS would not let the caller in, null when it would
     */
    record Caller(
            DecoyKey key, boolean authenticated, @Nullable Fault fault) implements Verdict {}
}
