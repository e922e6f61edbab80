package io.keycanary.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a file shows in which a key is planted. It holds no secret.
 *
 * @param file its path
 * @param changedAt when it was last changed; null for a commit
 * @param openTo who else than its owner may read it, such as {@code rw-r--r--}, although its tools let nobody; else empty
 * @param profile section that holds the key; null where the format has none
 * @param region that is written beside it; null when there is none
 * @param linesApart of key id and secret; null when no secret was seen
 * @param telling words beside the key, or in the name of the profile, that give it away
 * @param publicRemotes of the git work tree around it that may be public
 */
public record PlaceFacts(
        String file,
        @Nullable Instant changedAt,
        String openTo,
        @Nullable String profile,
        @Nullable String region,
        @Nullable Integer linesApart,
        List<String> telling,
        List<String> publicRemotes) {
    /** Copies the lists. */
    public PlaceFacts {
        telling = List.copyOf(telling);
        publicRemotes = List.copyOf(publicRemotes);
    }
}
