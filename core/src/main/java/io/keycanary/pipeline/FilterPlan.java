package io.keycanary.pipeline;

import io.keycanary.pipeline.MetricFilter.Identifier;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metric filters for some tokens, and which filter covers which token.
 *
 * @param filters in order of importance
 * @param coverage one for each token, in the order given
 * @param left how many filters there would be beyond the room
 */
public record FilterPlan(List<MetricFilter> filters, List<Coverage> coverage, int left) {
    /** How many metric filters a log group takes. */
    public static final int MAX_FILTERS = 100;

    /** Copies the lists. */
    public FilterPlan {
        filters = List.copyOf(filters);
        coverage = List.copyOf(coverage);
    }

    /**
     * What sees one token.
     *
     * @param filters names of filters by what they tell the token by; several where it has several keys
     */
    public record Coverage(TokenId token, String label, Map<Identifier, List<String>> filters) {
        /** Whether any use of it is counted: a use by an unknown session key has only path and principal id. */
        public boolean whole() {
            return filters.containsKey(Identifier.PATH) || filters.containsKey(Identifier.PRINCIPAL_ID);
        }

        /** Whether nothing sees it. */
        public boolean none() {
            return filters.isEmpty();
        }
    }

    /**
     * Plans filters: first the paths, which cover any number of tokens; then shards by principal id, by access key, and
     * by name at sign-in. Tokens outside of the paths go first, so that what finds no room is covered at least by a
     * path.
     *
     * @param tokens of one account; the retired too, because a session outlives its key
     * @param decoyPaths paths such as {@code /svc/ci/} in which there are decoys only
     * @param room how many filters the log group still takes, at most {@link #MAX_FILTERS}
     */
    public static FilterPlan of(String accountId, List<CanaryToken> tokens, List<String> decoyPaths, int room) {
        List<String> paths = decoyPaths.stream().map(DecoyPath::checked).toList();
        List<CanaryToken> order = new ArrayList<>(tokens);
        order.sort((a, b) -> Boolean.compare(DecoyPath.anyHolds(paths, a), DecoyPath.anyHolds(paths, b)));
        List<Shard> shards = Shards.of(accountId, order, paths);
        List<Shard> kept = shards.subList(0, Math.min(room, shards.size()));
        return new FilterPlan(
                kept.stream().map(Shard::filter).toList(),
                tokens.stream().map(token -> coverage(token, kept)).toList(),
                shards.size() - kept.size());
    }

    private static Coverage coverage(CanaryToken token, List<Shard> shards) {
        Map<Identifier, List<String>> filters = new java.util.EnumMap<>(Identifier.class);
        for (Shard shard : shards) {
            if (shard.tokens().contains(token.id())) {
                filters.computeIfAbsent(shard.filter().by(), by -> new ArrayList<>())
                        .add(shard.filter().name());
            }
        }
        return new Coverage(token.id(), token.label(), filters);
    }
}
