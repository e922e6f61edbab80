package io.keycanary.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Who answers for a token, why it exists, and what to do when it is used. Each may be empty, never null. */
    public record Stewardship(String owner, String purpose, String playbook) {
        /** Nothing was recorded. */
        public static final Stewardship NONE = new Stewardship("", "", "");
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
