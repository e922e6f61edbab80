package io.keycanary.cli;

import io.keycanary.audit.KnownAccounts;
import io.keycanary.token.KeyIds;
import io.keycanary.token.NameLint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naming lint}. */
@Command(
        name = "lint",
        description = {
            "Says what an intruder could tell from a user name, its path, or a key id: words of the trade, names of",
            "products, and the account that the key id gives away. Exit code 1 when there is anything."
        },
        footer = {"", "Example: keycanary naming lint svc-canary-01 --path /ci/ --key AKIAQYLPMN5HHHFPZAM2"})
final class NamingLintCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "User names.")
    private List<String> names = List.of();

    @Option(names = "--path", paramLabel = "PATH", defaultValue = "/", description = "Their path. Default: /.")
    private String path = "/";

    @Option(names = "--key", paramLabel = "KEYID", description = "A key id; may be given again.")
    private List<String> keys = List.of();

    NamingLintCommand(Workplace work) {
        this.work = work;
    }

    private record Warning(String subject, String text) {}

    @Override
    public Integer call() {
        if (names.isEmpty() && keys.isEmpty()) {
            throw CommandFailure.badInput("name a user name, or a key id by --key");
        }
        List<Warning> warnings = new ArrayList<>();
        names.forEach(
                name -> NameLint.warnings(name, path).forEach(warning -> warnings.add(new Warning(name, warning))));
        keys.forEach(key -> look(key, warnings));
        if (work.json()) {
            work.writeAll(warnings.stream()
                    .map(one -> new Fields()
                            .with("subject", one.subject())
                            .with("warning", one.text())
                            .map())
                    .toList());
        } else if (warnings.isEmpty()) {
            work.screen().line("nothing tells");
        } else {
            warnings.forEach(one -> work.screen().line(Screen.safe(one.subject()) + ": " + Screen.safe(one.text())));
        }
        return warnings.isEmpty() ? Exit.OK : Exit.FOUND;
    }

    private static void look(String key, List<Warning> warnings) {
        KeyIds.accountNamedBy(key)
                .filter(KnownAccounts::hold)
                .ifPresent(account -> warnings.add(new Warning(
                        key,
                        "it belongs to account " + account + ", in which a provider of canary tokens makes its keys")));
    }
}
