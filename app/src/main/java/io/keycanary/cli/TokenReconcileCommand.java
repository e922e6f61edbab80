package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.desk.StrayDesk;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenIssuer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code token reconcile}. */
@Command(
        name = "reconcile",
        description = {
            "Compares an AWS account with the register: tokens that were only half made when something stopped us,",
            "and users on the path of the decoys that the register does not know. Without an option it only shows them;",
            "exit code 1 when there are any left."
        },
        footer = {"", "Example: keycanary token reconcile --account prod --finish"})
final class TokenReconcileCommand implements Callable<Integer> {
    private final Workplace work;
    private final Issuers issuers;
    private final Supplier<IssueDefaults> defaults;
    private boolean left;

    @Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "Its name, or its id.")
    private String account = "";

    @Option(names = "--finish", description = "Makes what is missing of the half-made.")
    private boolean finish;

    @Option(names = "--abandon", description = "Takes away the half-made instead.")
    private boolean abandon;

    @Option(names = "--adopt", description = "Takes unknown users into the register; their secrets are not known.")
    private boolean adopt;

    @Option(names = "--remove", description = "Deletes unknown users that bear the account's tag.")
    private boolean remove;

    @Mixin
    private StewardshipOptions stewardship = new StewardshipOptions();

    TokenReconcileCommand(Workplace work, Issuers issuers, Supplier<IssueDefaults> defaults) {
        this.work = work;
        this.issuers = issuers;
        this.defaults = defaults;
    }

    @Override
    public Integer call() {
        if (finish && abandon || adopt && remove) {
            throw CommandFailure.badInput("choose --finish or --abandon, and --adopt or --remove");
        }
        ManagedAccount managed = work.accounts().require(account);
        try (TokenIssuer issuer = issuers.of(managed)) {
            IssuingDesk desk = new IssuingDesk(work.ledger().get(), work.clock(), issuer, work.actor());
            halfMade(desk);
            strays(new StrayDesk(work.ledger().get(), work.clock(), issuer, work.actor()));
        }
        return left ? Exit.FOUND : Exit.OK;
    }

    private void halfMade(IssuingDesk desk) {
        List<CanaryToken> pending = desk.pending();
        for (CanaryToken token : pending) {
            String user = String.valueOf(token.identity().userArn());
            if (finish) {
                done("finished", user, token, desk::finish);
            } else if (abandon) {
                done("abandoned", user, token, desk::abandon);
            } else {
                report("half-made", user, null);
                left = true;
            }
        }
    }

    private void strays(StrayDesk desk) {
        for (DecoyIdentity stray : desk.strays()) {
            String user = String.valueOf(stray.userArn());
            if (adopt) {
                var steward = stewardship.requiredOver(defaults.get().stewardship());
                done("adopted", user, stray, s -> desk.adopt(s, steward));
            } else if (remove) {
                done("removed", user, stray, desk::remove);
            } else {
                report("unknown", user, null);
                left = true;
            }
        }
    }

    /** One that fails does not keep the others from being reconciled. */
    private <T> void done(String word, String user, T subject, Consumer<T> step) {
        try {
            step.accept(subject);
            report(word, user, null);
        } catch (AccountException e) {
            report("left", user, e.getMessage());
            left = true;
        }
    }

    private void report(String word, String user, @Nullable String why) {
        if (work.json()) {
            work.write(new Fields()
                    .with("what", word)
                    .with("userArn", user)
                    .with("why", why)
                    .map());
        } else {
            work.screen()
                    .line("%-10s %s".formatted(word, Screen.safe(user)) + (why == null ? "" : ": " + Screen.safe(why)));
        }
    }
}
