package io.keycanary.cli;

import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code account list}. */
@Command(
        name = "list",
        description = "Lists the AWS accounts.",
        footer = {"", "Example: keycanary account list"})
final class AccountListCommand implements Callable<Integer> {
    private final Workplace work;

    AccountListCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<ManagedAccount> accounts = work.accounts().all();
        if (work.json()) {
            work.writeAll(accounts.stream().map(Documents::of).toList());
        } else if (accounts.isEmpty()) {
            work.screen().tell("there is no AWS account yet; begin with `keycanary account add NAME --path /PATH/`");
        } else {
            print(accounts);
        }
        return Exit.OK;
    }

    private void print(List<ManagedAccount> accounts) {
        Table table = new Table("NAME", "ID", "PATH", "TAG", "REGION", "PROFILE", "ROLE", "ENDPOINT");
        for (ManagedAccount account : accounts) {
            table.row(
                    account.name(),
                    account.account().id(),
                    account.path(),
                    account.tag(),
                    account.access().region(),
                    account.access().profile(),
                    account.access().roleArn(),
                    account.access().endpoint());
        }
        table.print(work.screen());
    }
}
