package io.keycanary.incident;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A use that the user expects: an own secret scanner, a red team. Its sightings are kept and counted as benign. It always
 * names tokens, a network and an end; a user agent alone can be written by anyone and never suffices.
 *
 * @param scope which tokens
 * @param network from where
 * @param from event time from which on it holds
 * @param until event time at which it ends
 * @param reason why it is no news
 * @param addedBy who answers for it
 */
public record ExpectedUse(
        UUID id, Scope scope, AddressRange network, Instant from, Instant until, String reason, String addedBy) {

    /** Which tokens a rule covers. */
    public sealed interface Scope {
        /** Whether this token is one of them. */
        boolean covers(TokenId token);
    }

    /** Every token, also those that are issued later. */
    public record AllTokens() implements Scope {
        @Override
        public boolean covers(TokenId token) {
            return true;
        }
    }

    /**
     * These and no others.
     *
     * @param tokens never empty
     */
    public record NamedTokens(Set<TokenId> tokens) implements Scope {
        /** Refuses a rule without tokens. */
        public NamedTokens {
            tokens = Set.copyOf(tokens);
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("an expected use names its tokens");
            }
        }

        @Override
        public boolean covers(TokenId token) {
            return tokens.contains(token);
        }
    }

    /** Whether it holds for what happens at this time. */
    public boolean holdsAt(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** Whether it covers the sighting. Only a use with a right signature can be expected. */
    public boolean covers(Sighting sighting) {
        return sighting.kind() == SightingKind.USE
                && sighting.authenticated()
                && holdsAt(sighting.happenedAt())
                && scope.covers(sighting.token())
                && network.contains(sighting.facts().sourceIp());
    }

    /**
     * The same with an earlier end.
     *
     * @throws IllegalMoveException when it is over already
     */
    public ExpectedUse ended(Instant at) {
        if (!at.isBefore(until)) {
            throw new IllegalMoveException("this expected use is over since " + until);
        }
        return new ExpectedUse(id, scope, network, from, at, reason, addedBy);
    }
}
