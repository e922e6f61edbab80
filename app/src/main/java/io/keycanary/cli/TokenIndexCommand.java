package io.keycanary.cli;

import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Watchlist;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code token index}. */
@Command(
        name = "index",
        description = {
            "Writes the identifiers of all tokens, without secrets, as `scan --tokens` reads them.",
            "Retired tokens and learned session keys are among them. Scans on other machines need nothing else."
        },
        footer = {"", "Example: keycanary token index > tokens.json && scp tokens.json loghost:"})
final class TokenIndexCommand implements Callable<Integer> {
    private final Workplace work;

    TokenIndexCommand(Workplace work) {
        this.work = work;
    }

    /** The file is JSON whatever {@code --format} says: one token per line. */
    @Override
    public Integer call() {
        List<WatchedToken> tokens = work.ledger().get().read(stores -> Watchlist.watched(stores.tokens()));
        work.screen()
                .line(tokens.stream()
                        .map(token -> Json.line(document(token)))
                        .collect(Collectors.joining(",\n ", "[", "]")));
        return Exit.OK;
    }

    private static Map<String, @Nullable Object> document(WatchedToken token) {
        return new Fields()
                .with("id", token.id())
                .with("accessKeyIds", token.accessKeyIds())
                .with("principalId", token.principalId())
                .with("userArn", token.userArn())
                .map();
    }
}
