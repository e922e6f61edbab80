package io.keycanary.cli;

import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.Reach;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code guardrail manager-policy}. */
@Command(
        name = "manager-policy",
        description = {
            "Writes the policy that KeyCanary itself needs in an AWS account, and nothing more.",
            "Without --for it is that of installer, server and auditor. A responder changes real keys, users and roles,"
                    + " and is left out unless it is asked for.",
            "Attach it to the user or role that it calls as. Nothing is changed, and AWS is not asked."
        },
        footer = {"", "Example: keycanary guardrail manager-policy --account prod --for installer > policy.json"})
final class GuardrailManagerPolicyCommand implements Callable<Integer> {
    private static final Set<Duty> ALL = EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR);

    private final Workplace work;
    private final Supplier<AccountConnector> aws;
    private final AlertTargets alerts;

    @Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "Its name, or its id.")
    private String account = "";

    @Mixin
    private final DutyOptions options = new DutyOptions();

    GuardrailManagerPolicyCommand(Workplace work, Supplier<AccountConnector> aws, AlertTargets alerts) {
        this.work = work;
        this.aws = aws;
        this.alerts = alerts;
    }

    @Override
    public Integer call() {
        ManagedAccount managed = work.accounts().require(account);
        Set<Duty> wanted = options.duties(managed, alerts, ALL);
        Reach reach = options.reach(work, managed, alerts);
        aws.get().managerPolicy(managed, wanted, reach).lines().forEach(work.screen()::line);
        return Exit.OK;
    }
}
