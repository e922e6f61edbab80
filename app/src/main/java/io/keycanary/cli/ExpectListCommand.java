package io.keycanary.cli;

import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code expect list}. */
@Command(
        name = "list",
        description = "Lists the expected uses, the newest first.",
        footer = {"", "Example: keycanary expect list --all"})
final class ExpectListCommand implements Callable<Integer> {
    private final Workplace work;

    @Option(names = "--all", description = "Those that are over too.")
    private boolean all;

    ExpectListCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<ExpectedUse> rules = work.expectedUses().list(all);
        if (work.json()) {
            work.writeAll(rules.stream().map(Documents::of).toList());
        } else if (rules.isEmpty()) {
            work.screen().tell("no use is expected: each one alerts" + (all ? "" : "; --all shows what is over"));
        } else {
            print(rules);
        }
        return Exit.OK;
    }

    private void print(List<ExpectedUse> rules) {
        Table table = new Table("ID", "TOKENS", "NETWORK", "UNTIL", "BY", "REASON");
        for (ExpectedUse rule : rules) {
            table.row(
                    Uuid7.shortForm(rule.id()),
                    tokens(rule),
                    rule.network().text(),
                    rule.until(),
                    rule.addedBy(),
                    rule.reason());
        }
        table.print(work.screen());
    }

    static String tokens(ExpectedUse rule) {
        return switch (rule.scope()) {
            case AllTokens all -> "all";
            case NamedTokens named ->
                named.tokens().stream().map(TokenId::shortForm).sorted().collect(Collectors.joining(" "));
        };
    }
}
