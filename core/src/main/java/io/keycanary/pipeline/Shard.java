package io.keycanary.pipeline;

import io.keycanary.token.TokenId;
import java.util.Set;

/** A metric filter with the tokens that it covers. */
record Shard(MetricFilter filter, Set<TokenId> tokens) {
    Shard {
        tokens = Set.copyOf(tokens);
    }
}
