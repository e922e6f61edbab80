package io.keycanary.cli;

import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.PermissionState;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.AccountConnector.Standing;
import io.keycanary.token.AccountException;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code account check}. */
@Command(
        name = "check",
        description = {
            "Proves that an AWS account can be reached, and names each permission that is missing there.",
            "Without --for it looks for what an installer needs. Changes nothing. Exit code 1 when one is missing, 3 when it could not be told of each."
        },
        footer = {"", "Example: keycanary account check prod --for auditor"})
final class AccountCheckCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<AccountConnector> aws;
    private final AlertTargets alerts;

    @Parameters(paramLabel = "NAME", description = "Its name, or its id.")
    private String name = "";

    @Mixin
    private final DutyOptions options = new DutyOptions();

    AccountCheckCommand(Workplace work, Supplier<AccountConnector> aws, AlertTargets alerts) {
        this.work = work;
        this.aws = aws;
        this.alerts = alerts;
    }

    @Override
    public Integer call() {
        ManagedAccount account = work.accounts().require(name);
        List<PermissionState> states = aws.get()
                .permissions(
                        account,
                        options.duties(account, alerts, EnumSet.of(Duty.INSTALLER)),
                        options.reach(work, account, alerts));
        if (work.json()) {
            work.writeAll(states.stream().map(AccountCheckCommand::document).toList());
        } else {
            states.forEach(this::print);
            regions(account);
        }
        return exit(states);
    }

    /** Asks each time: whoever checks wants to know how it is now. */
    private void regions(ManagedAccount account) {
        try {
            Regions all = work.regions(aws).ask(account);
            work.screen().line("regions  on " + Screen.safe(String.join(" ", all.on())));
            work.screen().line("         off " + Screen.safe(String.join(" ", all.off())));
        } catch (AccountException e) {
            work.screen().line("regions  unknown: " + Screen.safe(e.getMessage()));
        }
    }

    private static int exit(List<PermissionState> states) {
        if (states.stream().anyMatch(state -> state.standing() == Standing.MISSING)) {
            return Exit.FOUND;
        }
        return states.stream().anyMatch(state -> state.standing() == Standing.UNKNOWN) ? Exit.INCOMPLETE : Exit.OK;
    }

    private static Map<String, @Nullable Object> document(PermissionState state) {
        return new Fields()
                .with("action", state.action())
                .with("resource", state.resource())
                .with("standing", state.standing())
                .with("detail", state.detail())
                .map();
    }

    private void print(PermissionState state) {
        String word = switch (state.standing()) {
            case ALLOWED -> work.screen().toned(Screen.Tone.GOOD, "allowed");
            case MISSING -> work.screen().toned(Screen.Tone.ALARM, "MISSING");
            case UNKNOWN -> work.screen().toned(Screen.Tone.CAUTION, "unknown");
        };
        work.screen()
                .line("%s  %-28s %s".formatted(word, state.action(), Screen.safe(state.resource()))
                        + (state.standing() == Standing.ALLOWED ? "" : "  " + Screen.safe(state.detail())));
    }
}
