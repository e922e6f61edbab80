package io.keycanary.cli;

import io.keycanary.desk.CaseFile;
import io.keycanary.token.Account;
import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the event history of an account is asked, and where. */
final class HistoryOptions {
    @Option(
            names = "--history",
            description = "With the query same-source: asks CloudTrail's event history, too; a minute or less for each"
                    + " region.")
    private boolean history;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "With --history: AWS account to ask. Default: that of the token.")
    private @Nullable String account;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "With --history: a region to ask beside us-east-1, the account's own and those of the"
                    + " incident; may be given again.")
    private List<String> regions = List.of();

    boolean wanted() {
        if (!history && (account != null || !regions.isEmpty())) {
            throw CommandFailure.badInput("--account and --region go with --history");
        }
        return history;
    }

    /** The history of the time and place of an incident. */
    SourceHistory of(HistoryLookup lookup, CaseFile file, Workplace work) {
        for (String region : regions) {
            if (!SourceHistory.region(region)) {
                throw CommandFailure.badInput("--region is a name like eu-west-1 and not \"" + region + "\"");
            }
        }
        return new SourceHistory(
                lookup, account(file, work), file.incident(), work.clock().instant(), regions);
    }

    private ManagedAccount account(CaseFile file, Workplace work) {
        if (account != null) {
            return work.accounts().require(account);
        }
        return Optional.of(file.token().account())
                .filter(Account.AwsAccount.class::isInstance)
                .flatMap(there -> work.accounts().all().stream()
                        .filter(managed -> managed.account().equals(there))
                        .findFirst())
                .orElseThrow(() -> CommandFailure.badInput("the token lives in no AWS account of ours: name the one to"
                        + " ask by --account; see `keycanary account list`"));
    }
}
