package io.keycanary.cli;

import io.keycanary.token.ManagedAccount;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code account remove}. */
@Command(
        name = "remove",
        description = "Forgets an AWS account, once its tokens are retired. Changes nothing in it.",
        footer = {"", "Example: keycanary account remove prod"})
final class AccountRemoveCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "NAME", description = "Its name, or its id.")
    private String name = "";

    AccountRemoveCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        try {
            ManagedAccount removed = work.accounts().remove(name, work.actor());
            if (work.json()) {
                work.write(Documents.of(removed));
            } else {
                work.screen().line("removed account " + removed.name());
            }
            return Exit.OK;
        } catch (IllegalStateException e) {
            throw CommandFailure.refused(String.valueOf(e.getMessage()));
        }
    }
}
