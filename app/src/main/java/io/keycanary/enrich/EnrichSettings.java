package io.keycanary.enrich;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which files say something about addresses; null for none.
 *
 * @param country database of countries or cities in MaxMind's format
 * @param network database of networks (ASN) in MaxMind's format
 * @param aws AWS's {@code ip-ranges.json}
 * @param tor list of Tor exits
 */
public record EnrichSettings(
        @Nullable Path country,
        @Nullable Path network,
        @Nullable Path aws,
        @Nullable Path tor) {
    /** Nothing. */
    public static final EnrichSettings NONE = new EnrichSettings(null, null, null, null);
}
