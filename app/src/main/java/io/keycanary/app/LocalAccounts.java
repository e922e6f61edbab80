package io.keycanary.app;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Account.LocalAccount;
import io.keycanary.token.CanaryToken;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chooses the id of the {@code local} account: as set, else that of the tokens there are, else a new one. */
final class LocalAccounts {
    private static final int PAGE = 1000;
    private static final long FIRST = 100_000_000_000L;
    private static final long END = 1_000_000_000_000L;

    private LocalAccounts() {}

    static LocalAccount chosen(Settings settings, Ledger ledger, RandomGenerator random) {
        if (settings.account() != null) {
            return new LocalAccount(settings.account());
        }
        LocalAccount used = ledger.read(LocalAccounts::used);
        return used == null ? new LocalAccount(String.valueOf(random.nextLong(FIRST, END))) : used;
    }

    private static @Nullable LocalAccount used(Stores stores) {
        List<CanaryToken> page = stores.tokens().page(null, PAGE);
        while (!page.isEmpty()) {
            for (CanaryToken token : page) {
                if (token.account() instanceof LocalAccount local) {
                    return local;
                }
            }
            page = stores.tokens().page(page.getLast().id(), PAGE);
        }
        return null;
    }
}
