package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.pipeline.GuardrailKeeper;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** What people do with AWS accounts. Every change is in the audit log. */
public final class AccountDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public AccountDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Adds an account.
     *
     * @throws IllegalArgumentException when name or id is taken, or a field is not well formed
     */
    public ManagedAccount add(
            String name, String accountId, AccountAccess access, String path, DecoyTag tag, String actor) {
        ManagedAccount account =
                new ManagedAccount(name, new AwsAccount(accountId), access, path, tag, clock.instant());
        ledger.change(stores -> {
            for (ManagedAccount other : stores.accounts().all()) {
                if (other.name().equals(name) || other.account().equals(account.account())) {
                    throw new IllegalArgumentException("there is an account " + other.name() + " with id "
                            + other.account().id() + " already; see `keycanary account list`");
                }
            }
            stores.accounts().put(account);
            audit(stores, actor, "account.add", account);
        });
        return account;
    }

    /** All accounts, by name. */
    public List<ManagedAccount> all() {
        return ledger.read(stores -> stores.accounts().all());
    }

    /**
     * The account that a person names: its name or its id.
     *
     * @throws UnknownNameException when there is none
     */
    public ManagedAccount require(String name) {
        return ledger.read(stores -> find(stores, name));
    }

    private static ManagedAccount find(Stores stores, String name) {
        return stores.accounts().all().stream()
                .filter(account ->
                        account.name().equals(name) || account.account().id().equals(name))
                .findFirst()
                .orElseThrow(() -> Names.unknown("account", name));
    }

    /**
     * Forgets an account. Nothing is changed in it.
     *
     * @throws IllegalStateException when tokens of it are not retired
     */
    public ManagedAccount remove(String name, String actor) {
        return ledger.write(stores -> {
            ManagedAccount account = find(stores, name);
            long tokens = Names.all(stores.tokens()).stream()
                    .filter(token -> token.account().equals(account.account()))
                    .filter(token -> token.facts().retiredAt() == null)
                    .count();
            if (tokens > 0) {
                throw new IllegalStateException("account " + account.name() + " holds " + tokens
                        + (tokens == 1 ? " token" : " tokens") + "; retire first what `keycanary token list` shows");
            }
            forgetPipelines(stores, account);
            stores.accounts().remove(account.name());
            audit(stores, actor, "account.remove", account);
            return account;
        });
    }

    /** They stay in the account, and nobody watches them any more. */
    private static void forgetPipelines(Stores stores, ManagedAccount account) {
        stores.pipelines().all().stream()
                .map(InstalledPipeline::site)
                .filter(site -> site.accountId().equals(account.account().id()))
                .forEach(site -> stores.pipelines().remove(site.accountId(), site.name()));
    }

    /** Notes a change to a service control policy that was made with the credentials of an account. */
    public void guarded(ManagedAccount by, GuardrailKeeper.Step step, String actor) {
        ledger.change(stores -> stores.audit()
                .append(
                        clock.instant(),
                        actor,
                        "guardrail." + step.move().name().toLowerCase(Locale.ROOT),
                        by.account().id(),
                        (step.policy() + " " + step.target()).strip()));
    }

    private void audit(Stores stores, String actor, String action, ManagedAccount account) {
        stores.audit()
                .append(clock.instant(), actor, action, account.account().id(), account.name() + " " + account.path());
    }
}
