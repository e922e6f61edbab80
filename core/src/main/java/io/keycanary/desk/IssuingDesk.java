package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.IssuedKey;
import io.keycanary.token.Placement;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenIssuer.DecoyUser;
import io.keycanary.token.TokenPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Issues tokens in one account, and changes what is there. Everything is recorded first and made then, so whoever is
 * stopped in between finds in the register what to finish.
 *
 * <pre>
 *   record PENDING - make user - make key - record key and secret: ISSUED
 * </pre>
 */
public final class IssuingDesk {
    private final Ledger ledger;
    private final InstantSource clock;
    private final TokenIssuer issuer;
    private final String actor;

    /** A desk for the account of this issuer. */
    public IssuingDesk(Ledger ledger, InstantSource clock, TokenIssuer issuer, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.issuer = issuer;
        this.actor = actor;
    }

    /**
     * Issues a token and keeps its secret. When it fails half-way the token stays PENDING; {@link #finish} goes on.
     *
     * @throws AccountException when the account does not do it
     * @throws io.keycanary.token.DuplicateIdentifierException when another token, maybe a retired one, has the name
     */
    public CanaryToken issue(TokenPlan plan) {
        CanaryToken planned = issuer.planned(plan);
        change("token.plan", planned, planned.label(), stores -> stores.tokens().add(planned));
        try {
            return issued(planned, issuer.makeUser(planned));
        } catch (AccountException e) {
            dropIfNothingWasMade(planned.id(), e.reason());
            throw e;
        }
    }

    /** What is definitely refused at the first step left nothing behind; after a lost answer nobody knows. */
    private void dropIfNothingWasMade(TokenId id, AccountException.Reason reason) {
        if (reason == AccountException.Reason.UNREACHABLE || reason == AccountException.Reason.THROTTLED) {
            return;
        }
        ledger.change(stores -> stores.tokens()
                .find(id)
                .filter(token -> token.identity().principalId() == null)
                .ifPresent(token -> {
                    stores.tokens().drop(id);
                    audit(stores, "token.drop", token, token.label());
                }));
    }

    private CanaryToken issued(CanaryToken planned, DecoyIdentity made) {
        CanaryToken withUser = new CanaryToken(
                planned.id(),
                planned.label(),
                planned.account(),
                made,
                planned.keys(),
                planned.stewardship(),
                planned.facts());
        IssuedKey key = keyOf(withUser);
        CanaryToken token = withUser.issued(made, key.key(), clock.instant());
        change("token.issue", token, token.label() + " " + key.key().id(), stores -> {
            stores.tokens().update(token);
            stores.vault().keep(token.id(), SecretVault.secretOf(key.key().id()), key.secret());
        });
        return token;
    }

    /** A user that got no key is remembered by its id, so that it is not taken for one that was never made. */
    private IssuedKey keyOf(CanaryToken withUser) {
        try {
            return issuer.makeKey(withUser);
        } catch (AccountException e) {
            ledger.change(stores -> stores.tokens().update(withUser));
            throw e;
        }
    }

    /** The tokens of this account that were recorded and are not known to be made. */
    public List<CanaryToken> pending() {
        return ledger.read(stores -> Names.in(issuer.account(), stores.tokens())).stream()
                .filter(token ->
                        token.facts().issuedAt() == null && token.facts().retiredAt() == null)
                .toList();
    }

    /** Makes what is missing of a token that is PENDING. Keys whose secret nobody has are deleted. */
    public CanaryToken finish(CanaryToken pending) {
        Optional<DecoyUser> there = issuer.look(pending).filter(DecoyUser::marked);
        there.ifPresent(user -> user.keyIds().forEach(key -> issuer.deleteKey(pending, key)));
        return issued(pending, there.map(DecoyUser::identity).orElseGet(() -> issuer.makeUser(pending)));
    }

    /** Takes away what was made of a token that is PENDING, and its record. */
    public void abandon(CanaryToken pending) {
        if (issuer.look(pending).filter(DecoyUser::marked).isPresent()) {
            issuer.deleteUser(pending);
        }
        change("token.drop", pending, pending.label(), stores -> stores.tokens().drop(pending.id()));
    }

    /**
     * A new key for a token.
     *
     * @param replant the places that still hold the old key
     */
    public record Rotation(CanaryToken token, List<Placement> replant) {}

    /**
     * Makes a new key. The old one stays valid and watched until {@link #confirm}.
     *
     * @throws AccountException with {@link AccountException.Reason#QUOTA} when an old key was not confirmed yet
     */
    public Rotation rotate(CanaryToken token) {
        dropKeysNobodyKnows(token);
        IssuedKey key = issuer.makeKey(token);
        CanaryToken rotated = token.rotated(key.key());
        change("token.rotate", rotated, rotated.label() + " " + key.key().id(), stores -> {
            stores.tokens().update(rotated);
            stores.vault().keep(token.id(), SecretVault.secretOf(key.key().id()), key.secret());
        });
        List<Placement> places = ledger.read(stores -> stores.tokens().placements(token.id()));
        return new Rotation(
                rotated,
                places.stream()
                        .filter(p -> p.state() != Placement.State.REMOVED)
                        .toList());
    }

    /** A key that an interrupted rotation made has a secret that nobody has. */
    private void dropKeysNobodyKnows(CanaryToken token) {
        issuer.look(token)
                .filter(DecoyUser::marked)
                .ifPresent(user -> user.keyIds().stream()
                        .filter(key -> token.key(key) == null)
                        .forEach(key -> issuer.deleteKey(token, key)));
    }

    /** Deletes the keys that were replaced. They stay watched: a session that was made with one outlives it. */
    public CanaryToken confirm(CanaryToken token) {
        CanaryToken confirmed = token;
        for (AccessKey key : token.keys()) {
            if (key.replacedAt() != null && key.active()) {
                issuer.deleteKey(token, key.id());
                confirmed = confirmed.without(key.id());
            }
        }
        CanaryToken result = confirmed;
        change(
                "token.rotate-confirm",
                token,
                token.label(),
                stores -> stores.tokens().update(result));
        return result;
    }

    /**
     * Takes a rotation back that was not confirmed: deletes the new key, and the one that it replaced is in use again. The
     * deleted one stays watched: it may have been planted.
     */
    CanaryToken takeBack(CanaryToken token, AccessKey made, AccessKey replaced) {
        issuer.deleteKey(token, made.id());
        CanaryToken result = token.without(made.id(), replaced.id());
        change(
                "token.rotate-undo",
                token,
                token.label() + " " + made.id(),
                stores -> stores.tokens().update(result));
        return result;
    }

    /** Deletes the user, then gives the token up. Its identifiers stay watched. */
    public CanaryToken retire(CanaryToken token) {
        issuer.deleteUser(token);
        return new TokenDesk(ledger, clock).forget(token.id(), actor);
    }

    private void change(String action, CanaryToken token, String detail, java.util.function.Consumer<Stores> work) {
        ledger.change(stores -> {
            work.accept(stores);
            audit(stores, action, token, detail);
        });
    }

    private void audit(Stores stores, String action, CanaryToken token, String detail) {
        stores.audit().append(clock.instant(), actor, action, token.id().toString(), detail);
    }
}
