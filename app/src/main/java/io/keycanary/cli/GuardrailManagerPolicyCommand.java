package io.keycanary.cli;

import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code guardrail manager-policy}. */
@Command(
        name = "manager-policy",
        description = {
            "Writes the policy that KeyCanary itself needs in an AWS account, and nothing more.",
            "Attach it to the user or role that it calls as. Nothing is changed, and AWS is not asked."
        },
        footer = {"", "Example: keycanary guardrail manager-policy --account prod --for installer > policy.json"})
final class GuardrailManagerPolicyCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<AccountConnector> aws;
    private final Predicate<String> reporting;

    @Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "Its name, or its id.")
    private String account = "";

    @Option(
            names = "--for",
            paramLabel = "DUTY",
            description = "What the credentials are used for: ${COMPLETION-CANDIDATES}. Repeatable. Default: all"
                    + " but responder, who changes real keys, users and roles. A server is a reporter, too, where"
                    + " a channel brings alerts to the account's Security Hub.")
    private List<Duty> duties = List.of();

    /** @param reporting whether an alert channel brings findings to the Security Hub of the account of this id */
    GuardrailManagerPolicyCommand(Workplace work, Supplier<AccountConnector> aws, Predicate<String> reporting) {
        this.work = work;
        this.aws = aws;
        this.reporting = reporting;
    }

    @Override
    public Integer call() {
        ManagedAccount managed = work.accounts().require(account);
        Set<Duty> wanted =
                duties.isEmpty() ? EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR) : EnumSet.copyOf(duties);
        if (wanted.contains(Duty.SERVER) && reporting.test(managed.account().id())) {
            wanted.add(Duty.REPORTER);
        }
        aws.get().managerPolicy(managed, wanted).lines().forEach(work.screen()::line);
        return Exit.OK;
    }
}
