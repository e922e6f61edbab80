package io.keycanary.cli;

import io.keycanary.desk.UnknownNameException;
import io.keycanary.token.Account;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenIssuer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who issues where.
 *
 * @param local for the decoy endpoint
 */
public record Issuers(Supplier<TokenIssuer> local, Supplier<AccountConnector> aws) {
    TokenIssuer of(ManagedAccount account) {
        return aws.get().issuer(account);
    }

    /** Empty for a token in an AWS account that is not ours to change. */
    Optional<TokenIssuer> of(CanaryToken token, Workplace work) {
        return switch (token.account()) {
            case Account.LocalAccount here -> Optional.of(local.get());
            case Account.AwsAccount there ->
                work.accounts().all().stream()
                        .filter(account -> account.account().equals(there))
                        .map(this::of)
                        .findFirst();
        };
    }

    /**
     * The same, for what cannot be done without.
     *
     * @throws UnknownNameException when its account is none of ours
     */
    public TokenIssuer required(CanaryToken token, Workplace work) {
        return of(token, work)
                .orElseThrow(() -> new UnknownNameException("the token lives in AWS account "
                        + token.account().id() + ", which is not among ours; see `keycanary account add --help`"));
    }
}
