package io.keycanary.enrich;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What says something about addresses; null for no file.
 *
 * @param country database of countries or cities in MaxMind's format
 * @param network database of networks (ASN) in MaxMind's format
 * @param aws AWS's {@code ip-ranges.json}
 * @param tor list of Tor exits
 * @param reverseDns whether the names of addresses are asked for; whoever runs the zone of an address sees that
 */
public record EnrichSettings(
        @Nullable Path country,
        @Nullable Path network,
        @Nullable Path aws,
        @Nullable Path tor,
        boolean reverseDns) {
    /** Nothing. */
    public static final EnrichSettings NONE = new EnrichSettings(null, null, null, null, false);
}
