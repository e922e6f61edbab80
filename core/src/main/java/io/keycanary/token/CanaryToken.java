package io.keycanary.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One decoy: one IAM user in one intended place. Public facts only; secrets are in the {@link SecretVault}.
 *
 * @param label what people call it; the id of the file it was imported from, or the user name
 * @param keys oldest first; at most one is neither replaced nor inactive
 */
public record CanaryToken(
        TokenId id,
        String label,
        Account account,
        DecoyIdentity identity,
        List<AccessKey> keys,
        Stewardship stewardship,
        TokenFacts facts) {

    /**
     * Who answers for a token, why it exists, and what to do when it is used. Each may be empty, never null.
     *
     * @param tags words by which alerts are routed, sorted; nothing of them is in AWS
     */
    public record Stewardship(String owner, String purpose, String playbook, SortedSet<String> tags) {
        /** Nothing was recorded. */
        public static final Stewardship NONE = new Stewardship("", "", "");

        /** How many tags a token can have. */
        public static final int MOST_TAGS = 20;

        private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][\\w.:/=-]{0,63}");

        /** Without tags. */
        public Stewardship(String owner, String purpose, String playbook) {
            this(owner, purpose, playbook, Collections.emptySortedSet());
        }

        /** Copies the set, and checks its words. */
        public Stewardship {
            tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
            for (String tag : tags) {
                if (!TAG.matcher(tag).matches()) {
                    throw new IllegalArgumentException(
                            "a tag is 1 to 64 letters, digits or _.:/=- and not \"" + Printable.line(tag, 100) + "\"");
                }
            }
            if (tags.size() > MOST_TAGS) {
                throw new IllegalArgumentException("a token has at most " + MOST_TAGS + " tags and not " + tags.size());
            }
        }

        /** The same with other tags. */
        public Stewardship tagged(Collection<String> other) {
            return new Stewardship(owner, purpose, playbook, new TreeSet<>(other));
        }
    }

    /** Copies the list. */
    public CanaryToken {
        keys = List.copyOf(keys);
    }

    /** The key in use, if there is one. */
    public Optional<AccessKey> activeKey() {
        return keys.stream().filter(k -> k.active() && k.replacedAt() == null).findFirst();
    }

    /** The key with this id, or null. */
    public @Nullable AccessKey key(String keyId) {
        return keys.stream().filter(k -> k.id().equals(keyId)).findFirst().orElse(null);
    }

    /** Its state, computed. */
    public TokenState state() {
        return facts.state();
    }

    /** The same with other facts. */
    public CanaryToken with(TokenFacts newFacts) {
        return new CanaryToken(id, label, account, identity, keys, stewardship, newFacts);
    }

    /** The same in other hands, or with other tags. */
    public CanaryToken with(Stewardship newStewardship) {
        return new CanaryToken(id, label, account, identity, keys, newStewardship, facts);
    }

    /** The same with its user and a key made. */
    public CanaryToken issued(DecoyIdentity made, AccessKey key, Instant at) {
        return new CanaryToken(
                id, label, account, made, List.of(key), stewardship, facts.issued(at, facts.lastAudit()));
    }

    /** The same with a new key in use. The earlier ones are replaced, and stay watched. */
    public CanaryToken rotated(AccessKey key) {
        List<AccessKey> all = new ArrayList<>();
        for (AccessKey old : keys) {
            all.add(old.replacedAt() == null ? new AccessKey(old.id(), old.since(), key.since(), old.active()) : old);
        }
        all.add(key);
        return new CanaryToken(id, label, account, identity, all, stewardship, facts);
    }

    /** The same with a key that no longer exists. */
    public CanaryToken without(String keyId) {
        return switched(keyId, false);
    }

    /** The same with a key that no longer exists, and the one that it had replaced in use again. */
    public CanaryToken without(String keyId, String inUseAgain) {
        List<AccessKey> all = keys.stream()
                .map(k -> k.id().equals(inUseAgain) ? new AccessKey(k.id(), k.since(), null, k.active()) : k)
                .toList();
        return new CanaryToken(id, label, account, identity, all, stewardship, facts).without(keyId);
    }

    /** The same with a key made active or inactive. */
    public CanaryToken switched(String keyId, boolean active) {
        List<AccessKey> all = keys.stream()
                .map(k -> k.id().equals(keyId) ? new AccessKey(k.id(), k.since(), k.replacedAt(), active) : k)
                .toList();
        return new CanaryToken(id, label, account, identity, all, stewardship, facts);
    }
}
