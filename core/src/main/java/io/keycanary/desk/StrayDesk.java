package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenIssuer.DecoyUser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds users of one account that live where decoys do and that the register does not know, and decides about them. */
public final class StrayDesk {
    private final Ledger ledger;
    private final InstantSource clock;
    private final TokenIssuer issuer;
    private final String actor;

    /** A desk for the account of this issuer. */
    public StrayDesk(Ledger ledger, InstantSource clock, TokenIssuer issuer, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.issuer = issuer;
        this.actor = actor;
    }

    /** Users where decoys live that the register does not know, retired tokens included. */
    public List<DecoyIdentity> strays() {
        Set<String> known = new HashSet<>();
        for (CanaryToken token : ledger.read(stores -> Names.in(issuer.account(), stores.tokens()))) {
            if (token.facts().retiredAt() == null) {
                known.add(String.valueOf(token.identity().userArn()));
            }
        }
        return issuer.users().stream()
                .filter(user -> !known.contains(String.valueOf(user.userArn())))
                .toList();
    }

    /** Takes a user that exists into the register as it is: its keys are watched, their secrets are not known. */
    public CanaryToken adopt(DecoyIdentity stray, Stewardship stewardship) {
        CanaryToken bare = token(stray, List.of(), stewardship);
        DecoyUser user = issuer.look(bare).orElseThrow(() -> gone(stray));
        Instant now = clock.instant();
        List<AccessKey> keys = new ArrayList<>();
        for (String key : user.keyIds()) {
            keys.add(new AccessKey(key, now, null, true));
        }
        CanaryToken token = token(user.identity(), keys, stewardship);
        CanaryToken issued = token.with(token.facts().issued(now, null));
        ledger.change(stores -> {
            stores.tokens().add(issued);
            audit(stores, "token.adopt", issued.id(), issued.label());
        });
        return issued;
    }

    private CanaryToken token(DecoyIdentity identity, List<AccessKey> keys, Stewardship stewardship) {
        return new CanaryToken(
                TokenId.next(clock),
                Objects.requireNonNull(identity.userName()),
                issuer.account(),
                identity,
                keys,
                stewardship,
                TokenFacts.planned(clock.instant()));
    }

    private static AccountException gone(DecoyIdentity stray) {
        return new AccountException(
                AccountException.Reason.NOT_FOUND, "there is no user " + stray.userArn() + " any more");
    }

    /** Deletes a user that the register does not know. It must bear our mark. */
    public void remove(DecoyIdentity stray) {
        CanaryToken token = token(stray, List.of(), Stewardship.NONE);
        issuer.deleteUser(token);
        ledger.change(stores -> audit(stores, "token.remove-stray", token.id(), String.valueOf(stray.userArn())));
    }

    private void audit(Stores stores, String action, TokenId id, String detail) {
        stores.audit().append(clock.instant(), actor, action, id.toString(), detail);
    }
}
