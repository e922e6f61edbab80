package io.keycanary.integrity;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all chains of one verification share. */
record Verification(
        TrailFiles files,
        @Nullable PublicKeys keys,
        @Nullable Instant since,
        LogCheck logs,
        Coverage coverage,
        Tally tally) {
    Optional<PublicKey> key(String fingerprint) {
        return keys == null ? Optional.empty() : keys.find(fingerprint);
    }
}
