package io.keycanary.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Issues tokens for the built-in decoy endpoint: ids that look like AWS's, a key that works nowhere else. The register
 * is all there is of them.
 */
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
    public CanaryToken planned(TokenPlan plan) {
        Instant now = clock.instant();
        String arn = "arn:aws:iam::" + account.id() + ":user" + plan.path() + plan.userName();
        TokenFacts facts = TokenFacts.planned(now);
        return new CanaryToken(
                TokenId.next(clock),
                plan.labelOrName(),
                account,
                new DecoyIdentity(arn, null),
                List.of(),
                plan.stewardship(),
                facts.audited(new TokenFacts.Audit(now, true)));
    }

    @Override
    public void requireRoom(int users) {}

    @Override
    public DecoyIdentity makeUser(CanaryToken planned) {
        return new DecoyIdentity(planned.identity().userArn(), KeyIds.principal(account.id()));
    }

    @Override
    public IssuedKey makeKey(CanaryToken token) {
        AccessKey key = new AccessKey(KeyIds.accessKey(account.id()), clock.instant(), null, true);
        return new IssuedKey(key, KeyIds.secret());
    }

    @Override
    public void deleteKey(CanaryToken token, String keyId) {}

    @Override
    public void deleteUser(CanaryToken token) {}

    @Override
    public Optional<DecoyUser> look(CanaryToken token) {
        return Optional.empty();
    }

    @Override
    public List<DecoyIdentity> users() {
        return List.of();
    }
}
