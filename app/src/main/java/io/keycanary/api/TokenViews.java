package io.keycanary.api;

import io.keycanary.detect.WatchedToken;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents about tokens. None holds a secret but {@link Revealed}. */
final class TokenViews {
    private static final int MAX_TEXT = 500;
    private static final int MAX_TOKENS = 5000;

    private TokenViews() {}

    record Token(
            String id,
            String label,
            String state,
            String account,
            @OrNull @Nullable String userArn,
            @OrNull @Nullable String principalId,
            List<Key> keys,
            String owner,
            String purpose,
            String playbook,
            List<String> tags,
            String plannedAt,
            @OrNull @Nullable String issuedAt,
            @OrNull @Nullable String lastProofAt,
            @OrNull @Nullable String exposedAt,
            @OrNull @Nullable String retiredAt) {
        static Token of(CanaryToken token) {
            Stewardship stewardship = token.stewardship();
            TokenFacts facts = token.facts();
            return new Token(
                    token.id().toString(),
                    token.label(),
                    token.state().name(),
                    token.account().id(),
                    token.identity().userArn(),
                    token.identity().principalId(),
                    token.keys().stream().map(Key::of).toList(),
                    stewardship.owner(),
                    stewardship.purpose(),
                    stewardship.playbook(),
                    List.copyOf(stewardship.tags()),
                    Views.time(facts.plannedAt()),
                    Views.timeOrNull(facts.issuedAt()),
                    Views.timeOrNull(facts.lastProofAt()),
                    Views.timeOrNull(facts.exposedAt()),
                    Views.timeOrNull(facts.retiredAt()));
        }
    }

    record Key(String id, String since, @OrNull @Nullable String replacedAt, boolean active) {
        static Key of(AccessKey key) {
            return new Key(key.id(), Views.time(key.since()), Views.timeOrNull(key.replacedAt()), key.active());
        }
    }

    record TokenPage(List<Token> items, @OrNull @Nullable String next) {}

    record TokenList(List<Token> items) {}

    /** A token to be issued. */
    record Issue(
            String userName,
            @OrNull @Nullable String path,
            @OrNull @Nullable String label,
            @OrNull @Nullable String owner,
            @OrNull @Nullable String purpose,
            @OrNull @Nullable String playbook,
            @OrNull @Nullable List<String> tags) {
        Issue {
            Views.required(userName, "userName", 64);
            Views.optional(label, "label", MAX_TEXT);
            Views.optional(owner, "owner", MAX_TEXT);
            Views.optional(purpose, "purpose", MAX_TEXT);
            Views.optional(playbook, "playbook", MAX_TEXT);
            if (tags != null && tags.contains(null)) {
                throw new IllegalArgumentException("tags holds null");
            }
        }

        TokenPlan plan() {
            try {
                return new TokenPlan(
                        userName,
                        path == null ? "/" : path,
                        label,
                        new Stewardship(text(owner), text(purpose), text(playbook))
                                .tagged(tags == null ? List.of() : tags));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest(String.valueOf(e.getMessage()));
            }
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /** Tokens that exist elsewhere, in the form of the token file of {@code scan}. */
    record Import(List<ImportedToken> tokens) {
        Import {
            if (tokens == null || tokens.isEmpty() || tokens.size() > MAX_TOKENS) {
                throw new IllegalArgumentException("tokens is a list of 1 to " + MAX_TOKENS);
            }
        }
    }

    record ImportedToken(
            String id,
            List<String> accessKeyIds,
            @OrNull @Nullable String principalId,
            @OrNull @Nullable String userArn) {
        ImportedToken {
            Views.required(id, "id", MAX_TEXT);
            if (accessKeyIds == null || accessKeyIds.contains(null)) {
                throw new IllegalArgumentException("accessKeyIds of \"" + id + "\" is missing or holds null");
            }
        }

        WatchedToken watched() {
            return new WatchedToken(id, accessKeyIds, principalId, userArn);
        }
    }

    /** The one document with a secret. */
    record Revealed(String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "Revealed[" + accessKeyId + "]";
        }
    }

    record Place(
            String id,
            String token,
            String kind,
            String location,
            String format,
            String state,
            String plannedAt,
            @OrNull @Nullable String plantedAt,
            @OrNull @Nullable String checkedAt) {
        static Place of(Placement place) {
            return new Place(
                    place.id().toString(),
                    place.token().toString(),
                    Words.small(place.kind()),
                    place.location(),
                    place.format(),
                    place.state().name(),
                    Views.time(place.plannedAt()),
                    Views.timeOrNull(place.plantedAt()),
                    Views.timeOrNull(place.checkedAt()));
        }
    }

    record PlaceList(List<Place> items) {}

    /** A place where somebody planted, or will plant, by hand. */
    record NewPlace(String kind, String location, boolean planted) {
        NewPlace {
            Views.required(kind, "kind", 20);
            Views.required(location, "location", MAX_TEXT);
        }
    }
}
