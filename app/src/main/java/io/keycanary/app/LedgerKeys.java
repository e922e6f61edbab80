package io.keycanary.app;

import io.keycanary.endpoint.DecoyKey;
import io.keycanary.endpoint.DecoyKeys;
import io.keycanary.endpoint.StoreDownException;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import io.keycanary.intake.Stores;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretVault;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint's view of the register: keys of local tokens. Each request reads through, so that a token issued by
 * another process works at once; what was read is remembered for the time when the database is away.
 */
final class LedgerKeys implements DecoyKeys {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<String, DecoyKey> remembered = new ConcurrentHashMap<>();
    private volatile long rememberedVersion = -1;

    LedgerKeys(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public @Nullable DecoyKey find(String accessKeyId) throws StoreDownException {
        try {
            DecoyKey found = ledger.read(stores -> read(stores, accessKeyId));
            if (found != null) {
                remembered.put(accessKeyId, found);
            }
            return found;
        } catch (LedgerException e) {
            DecoyKey known = remembered.get(accessKeyId);
            if (known == null) {
                throw new StoreDownException("the register cannot be read", e);
            }
            return known;
        }
    }

    /**
     * Remembers every key, also those that were never asked for. Cheap when nothing changed; a key that is remembered is
     * not read again, because a request does that.
     */
    void refresh() {
        ledger.read(stores -> {
            long version = stores.tokens().version();
            if (version != rememberedVersion) {
                rememberAll(stores);
                rememberedVersion = version;
            }
            return version;
        });
    }

    private void rememberAll(Stores stores) {
        @Nullable TokenId last = null;
        for (var page = stores.tokens().page(null, PAGE);
                !page.isEmpty();
                page = stores.tokens().page(last, PAGE)) {
            for (CanaryToken token : page) {
                token.keys().forEach(key -> remember(stores, key.id()));
            }
            last = page.getLast().id();
        }
        stores.tokens().sessionKeys().forEach(key -> remember(stores, key.id()));
    }

    private void remember(Stores stores, String keyId) {
        if (remembered.containsKey(keyId)) {
            return;
        }
        DecoyKey key = read(stores, keyId);
        if (key != null) {
            remembered.put(keyId, key);
        }
    }

    private static @Nullable DecoyKey read(Stores stores, String keyId) {
        Optional<CanaryToken> token =
                stores.tokens().byKey(keyId).filter(t -> t.account() instanceof Account.LocalAccount);
        if (token.isEmpty()) {
            return null;
        }
        Secret secret = stores.vault()
                .get(token.get().id(), SecretVault.secretOf(keyId))
                .orElse(null);
        DecoyKey.User user = user(token.get());
        if (secret == null || user == null) {
            return null;
        }
        AccessKey longTerm = token.get().key(keyId);
        boolean active = token.get().facts().retiredAt() == null && (longTerm == null || longTerm.active());
        DecoyKey.Session session = session(stores, token.get(), keyId);
        return longTerm == null && session == null
                ? null
                : new DecoyKey(token.get().id().toString(), user, keyId, secret, active, session);
    }

    private static DecoyKey.@Nullable User user(CanaryToken token) {
        String arn = token.identity().userArn();
        String name = token.identity().userName();
        String principal = token.identity().principalId();
        return arn == null || name == null || principal == null
                ? null
                : new DecoyKey.User(token.account().id(), name, principal, arn);
    }

    private static DecoyKey.@Nullable Session session(Stores stores, CanaryToken token, String keyId) {
        SessionKey key = stores.tokens().sessionKey(keyId).orElse(null);
        Instant expires = key == null ? null : key.expires();
        if (key == null || expires == null) {
            return null;
        }
        return stores.vault()
                .get(token.id(), SecretVault.sessionTokenOf(keyId))
                .map(sessionToken -> new DecoyKey.Session(sessionToken, key.learnedAt(), expires))
                .orElse(null);
    }

    @Override
    public void keep(DecoyKey sessionKey) throws StoreDownException {
        DecoyKey.Session session = sessionKey.session();
        if (session == null) {
            throw new IllegalArgumentException("only session keys are kept by the endpoint");
        }
        TokenId token = TokenId.of(sessionKey.tokenId());
        String id = sessionKey.accessKeyId();
        try {
            ledger.change(stores -> {
                stores.tokens().learn(new SessionKey(token, id, clock.instant(), session.expires()));
                stores.vault().keep(token, SecretVault.secretOf(id), sessionKey.secret());
                stores.vault().keep(token, SecretVault.sessionTokenOf(id), session.token());
            });
        } catch (LedgerException e) {
            throw new StoreDownException("the session key cannot be kept", e);
        }
        remembered.put(id, sessionKey);
    }
}
