package io.keycanary.drill;

import io.keycanary.token.Account;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a key is used.
 *
 * @param endpoint null for AWS itself
 */
public record Aim(String region, @Nullable URI endpoint) {
    private static final String DEFAULT_REGION = "us-east-1";

    /**
     * Where the token lives.
     *
     * @param decoyEndpoint where tokens of the local account live
     */
    public static Aim of(CanaryToken token, List<ManagedAccount> accounts, URI decoyEndpoint) {
        if (token.account() instanceof Account.LocalAccount) {
            return new Aim(DEFAULT_REGION, decoyEndpoint);
        }
        return accounts.stream()
                .filter(account -> account.account().equals(token.account()))
                .map(ManagedAccount::access)
                .map((AccountAccess access) -> new Aim(access.region(), access.endpoint()))
                .findFirst()
                .orElse(new Aim(DEFAULT_REGION, null));
    }
}
