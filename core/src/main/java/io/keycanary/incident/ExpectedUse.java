package io.keycanary.incident;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A use that the user expects: an own secret scanner, a red team. Its sightings are kept and counted as benign. It always
 * names tokens, a network and an end; a user agent alone can be written by anyone and never suffices.
 *
 * @param tokens which tokens; never empty
 * @param network from where
 * @param expires when it ends
 * @param reason for the audit log
 */
public record ExpectedUse(UUID id, Set<TokenId> tokens, AddressRange network, Instant expires, String reason) {
    /** Refuses a rule without tokens. */
    public ExpectedUse {
        tokens = Set.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("an expected use names its tokens");
        }
    }

    /** Whether it covers the sighting. Only a use with a right signature can be expected. */
    boolean covers(Sighting sighting, Instant now) {
        return sighting.kind() == SightingKind.USE
                && sighting.authenticated()
                && now.isBefore(expires)
                && tokens.contains(sighting.token())
                && network.contains(sighting.facts().sourceIp());
    }
}
