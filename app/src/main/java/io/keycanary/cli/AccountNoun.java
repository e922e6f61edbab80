package io.keycanary.cli;

import io.keycanary.token.AccountConnector;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code account}: the noun. */
@Command(
        name = "account",
        description = {
            "Says in which AWS accounts tokens are issued, and how those are reached.",
            "Credentials stay where the AWS SDK finds them; only their names are stored."
        },
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary account list"})
public final class AccountNoun extends Noun {
    private AccountNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work, Supplier<AccountConnector> aws, AlertTargets alerts) {
        return List.of(
                new AccountNoun(),
                new AccountAddCommand(work, aws, new SecureRandom()),
                new AccountListCommand(work),
                new AccountCheckCommand(work, aws, alerts),
                new AccountRemoveCommand(work));
    }
}
