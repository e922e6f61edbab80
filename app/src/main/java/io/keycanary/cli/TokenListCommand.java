package io.keycanary.cli;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token list}. */
@Command(
        name = "list",
        description = "Lists the tokens with their state.",
        footer = {"", "Example: keycanary token list --all --format json"})
final class TokenListCommand implements Callable<Integer> {
    private final Workplace work;

    @Option(names = "--all", description = "The retired too.")
    private boolean all;

    TokenListCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<CanaryToken> tokens = work.tokens().all().stream()
                .filter(token -> all || token.state() != TokenState.RETIRED)
                .toList();
        if (work.json()) {
            work.writeAll(tokens.stream().map(Documents::of).toList());
        } else if (tokens.isEmpty()) {
            work.screen().tell("there is no token yet; begin with `keycanary token issue NAME`");
        } else {
            print(tokens);
        }
        return Exit.OK;
    }

    private void print(List<CanaryToken> tokens) {
        Table table = new Table("ID", "LABEL", "STATE", "KEY", "ACCOUNT", "OWNER");
        for (CanaryToken token : tokens) {
            table.row(
                    token.id().shortForm(),
                    token.label(),
                    token.state(),
                    token.activeKey().map(AccessKey::id).orElse("-"),
                    token.account().id(),
                    token.stewardship().owner());
        }
        table.print(work.screen());
    }
}
