package io.keycanary.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Issues tokens for the built-in decoy endpoint: ids that look like AWS's, a key that works nowhere else. */
public final class LocalTokenIssuer implements TokenIssuer {
    private final Account.LocalAccount account;
    private final InstantSource clock;

    /** An issuer for this account id. */
    public LocalTokenIssuer(Account.LocalAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public Account.LocalAccount account() {
        return account;
    }

    /** There is no IAM that could grant a permission, so the audit of a local token is clean by construction. */
    @Override
    public IssuedKey issue(TokenPlan plan) {
        Instant now = clock.instant();
        String arn = "arn:aws:iam::" + account.id() + ":user" + plan.path() + plan.userName();
        CanaryToken token = new CanaryToken(
                TokenId.next(clock),
                plan.label() == null ? plan.userName() : plan.label(),
                account,
                new DecoyIdentity(arn, KeyIds.principal(account.id())),
                List.of(new AccessKey(KeyIds.accessKey(account.id()), now, null, true)),
                plan.stewardship(),
                TokenFacts.planned(now).issued(now, new TokenFacts.Audit(now, true)));
        return new IssuedKey(token, KeyIds.secret());
    }
}
