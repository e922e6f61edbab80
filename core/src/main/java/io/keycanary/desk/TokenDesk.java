package io.keycanary.desk;

import io.keycanary.detect.WatchedToken;
import io.keycanary.incident.IllegalMoveException;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.KeyIds;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Placement;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What people do with tokens. Every change is in the audit log. */
public final class TokenDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public TokenDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Issues a token and keeps its secret. */
    public CanaryToken issue(TokenIssuer issuer, TokenPlan plan, String actor) {
        return new IssuingDesk(ledger, clock, issuer, actor).issue(plan);
    }

    /**
     * Takes tokens that exist elsewhere into the register, all or none.
     *
     * @throws io.keycanary.token.DuplicateIdentifierException when one is there already
     */
    public List<CanaryToken> importAll(List<WatchedToken> tokens, String actor) {
        Instant now = clock.instant();
        List<CanaryToken> made = tokens.stream().map(t -> imported(t, now)).toList();
        ledger.change(stores -> {
            for (CanaryToken token : made) {
                stores.tokens().add(token);
                audit(stores, actor, "token.import", token, token.label());
            }
        });
        return made;
    }

    private CanaryToken imported(WatchedToken token, Instant now) {
        List<AccessKey> keys = new ArrayList<>();
        for (String key : token.accessKeyIds()) {
            boolean last = keys.size() == token.accessKeyIds().size() - 1;
            keys.add(new AccessKey(key, now, last ? null : now, last));
        }
        return new CanaryToken(
                TokenId.next(clock),
                token.id(),
                new Account.AwsAccount(account(token)),
                new DecoyIdentity(token.userArn(), token.principalId()),
                keys,
                Stewardship.NONE,
                TokenFacts.planned(now).issued(now, null));
    }

    /** From the ARN; else what the key id gives away; else zeros: it is a label here, nothing is decided by it. */
    private static String account(WatchedToken token) {
        String arn = token.userArn();
        if (arn != null) {
            return arn.split(":", 6)[4];
        }
        return token.accessKeyIds().stream()
                .map(KeyIds::accountOf)
                .filter(java.util.OptionalLong::isPresent)
                .map(account -> "%012d".formatted(account.getAsLong()))
                .findFirst()
                .orElse("000000000000");
    }

    /**
     * The token that a person names: its id, the end of its id (four characters or more), its label, or a key id.
     *
     * @throws UnknownNameException when that fits none, or several
     */
    public CanaryToken require(String name) {
        return ledger.read(stores -> Names.token(stores.tokens(), name));
    }

    /**
     * The same, by the name of its IAM user too.
     *
     * @throws UnknownNameException when that fits none; or several, which it names
     */
    public CanaryToken requireByUserToo(String name) {
        return ledger.read(stores -> Names.tokenOrUser(stores.tokens(), name));
    }

    /** All tokens, oldest first. */
    public List<CanaryToken> all() {
        return ledger.read(stores -> Names.all(stores.tokens()));
    }

    /**
     * Gives a token up. Its identifiers stay watched.
     *
     * @throws IllegalMoveException when its user lives in one of our AWS accounts: it would live on
     */
    public CanaryToken retire(TokenId id, String actor) {
        return ledger.write(stores -> {
            CanaryToken token = stores.tokens().find(id).orElseThrow(() -> Names.unknown("token", id.toString()));
            for (ManagedAccount account : stores.accounts().all()) {
                if (account.account().equals(token.account()) && token.facts().retiredAt() == null) {
                    throw new IllegalMoveException("the user of " + token.label() + " lives in AWS account "
                            + account.name() + "; retire it with `keycanary token retire " + id.shortForm() + "`");
                }
            }
            return retired(stores, token, actor);
        });
    }

    /** Gives a token up whose user is somebody else's business. */
    public CanaryToken forget(TokenId id, String actor) {
        return ledger.write(stores -> retired(
                stores, stores.tokens().find(id).orElseThrow(() -> Names.unknown("token", id.toString())), actor));
    }

    private CanaryToken retired(Stores stores, CanaryToken token, String actor) {
        CanaryToken retired = token.with(token.facts().retired(clock.instant()));
        stores.tokens().update(retired);
        audit(stores, actor, "token.retire", token, token.label());
        return retired;
    }

    /**
     * Sets the tags of a token.
     *
     * @throws IllegalArgumentException when one has not the form of a tag, or they are too many
     */
    public CanaryToken tag(TokenId id, Collection<String> tags, String actor) {
        return ledger.write(stores -> {
            CanaryToken token = stores.tokens().find(id).orElseThrow(() -> Names.unknown("token", id.toString()));
            CanaryToken tagged = token.with(token.stewardship().tagged(tags));
            stores.tokens().update(tagged);
            audit(
                    stores,
                    actor,
                    "token.tag",
                    token,
                    String.join(" ", tagged.stewardship().tags()));
            return tagged;
        });
    }

    /** The secret of the key in use, which the audit log remembers; empty when it is not kept. */
    public Optional<Secret> reveal(TokenId id, String actor) {
        return ledger.write(stores -> {
            CanaryToken token = stores.tokens().find(id).orElseThrow(() -> Names.unknown("token", id.toString()));
            audit(stores, actor, "token.reveal", token, token.label());
            return token.activeKey().flatMap(key -> stores.vault().get(id, SecretVault.secretOf(key.id())));
        });
    }

    /** Adds or replaces a place. */
    public void place(Placement placement, String actor) {
        ledger.change(stores -> {
            stores.tokens().put(placement);
            stores.audit()
                    .append(
                            clock.instant(),
                            actor,
                            "placement." + placement.state().name().toLowerCase(java.util.Locale.ROOT),
                            placement.token().toString(),
                            placement.location());
        });
    }

    /** Places of a token, oldest first. */
    public List<Placement> places(TokenId id) {
        return ledger.read(stores -> stores.tokens().placements(id));
    }

    private void audit(Stores stores, String actor, String action, CanaryToken token, String detail) {
        stores.audit().append(clock.instant(), actor, action, token.id().toString(), detail);
    }
}
