package io.keycanary.cli;

import io.keycanary.alert.QuietRule;
import io.keycanary.desk.QuietDesk;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quiet list}. */
@Command(
        name = "list",
        description = "Lists the quiet rules, the newest first.",
        footer = {"", "Example: keycanary quiet list --all"})
final class QuietListCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<QuietDesk> desk;

    @Option(names = "--all", description = "Those that are over too.")
    private boolean all;

    QuietListCommand(Workplace work, Supplier<QuietDesk> desk) {
        this.work = work;
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<QuietRule> rules = desk.get().list(all);
        if (work.json()) {
            work.writeAll(rules.stream().map(Documents::of).toList());
        } else if (rules.isEmpty()) {
            work.screen().tell("no channel is quiet" + (all ? "" : "; --all shows what is over"));
        } else {
            print(rules);
        }
        return Exit.OK;
    }

    private void print(List<QuietRule> rules) {
        Table table = new Table("ID", "CHANNELS", "TOKENS", "AT MOST", "UNTIL", "BY", "REASON");
        for (QuietRule rule : rules) {
            table.row(
                    Uuid7.shortForm(rule.id()),
                    rule.channels().stream().sorted().collect(Collectors.joining(" ")),
                    rule.tokens().isEmpty()
                            ? "all"
                            : rule.tokens().stream()
                                    .map(TokenId::shortForm)
                                    .sorted()
                                    .collect(Collectors.joining(" ")),
                    rule.atMost(),
                    rule.until(),
                    rule.addedBy(),
                    rule.reason());
        }
        table.print(work.screen());
    }
}
