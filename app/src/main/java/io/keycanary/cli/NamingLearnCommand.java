package io.keycanary.cli;

import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.NameLearner;
import io.keycanary.token.NameLearner.Learned;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code naming learn}. */
@Command(
        name = "learn",
        description = {
            "Finds the patterns that your real users' names follow. Decoys, the users on the path of the account's",
            "decoys, are left out. Nothing is set by it. Exit code 1 when there are patterns."
        },
        footer = {"", "Example: keycanary naming learn --account prod"})
final class NamingLearnCommand implements Callable<Integer> {
    private final Workplace work;
    private final Naming naming;

    @Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "Its name, or its id.")
    private String account = "";

    NamingLearnCommand(Workplace work, Naming naming) {
        this.work = work;
        this.naming = naming;
    }

    @Override
    public Integer call() {
        ManagedAccount managed = work.accounts().require(account);
        List<String> names = naming.aws().get().users(managed).stream()
                .filter(user -> !user.path().startsWith(managed.path()))
                .map(DecoyIdentity::userName)
                .filter(Objects::nonNull)
                .toList();
        List<Learned> learned = NameLearner.learn(names);
        if (work.json()) {
            work.writeAll(learned.stream()
                    .map(one -> new Fields()
                            .with("pattern", one.pattern())
                            .with("names", one.names())
                            .with("example", one.example())
                            .map())
                    .toList());
        } else {
            print(learned, names.size());
        }
        return learned.isEmpty() ? Exit.OK : Exit.FOUND;
    }

    private void print(List<Learned> learned, int names) {
        Screen screen = work.screen();
        if (learned.isEmpty()) {
            screen.line("no three of " + names + " users are named alike");
            return;
        }
        for (Learned one : learned) {
            screen.line("%-44s  %d of %d users, such as %s"
                    .formatted(Screen.safe(one.pattern()), one.names(), names, Screen.safe(one.example())));
        }
        screen.line("to use one: keycanary naming set '"
                + Screen.safe(learned.getFirst().pattern()) + "'");
    }
}
