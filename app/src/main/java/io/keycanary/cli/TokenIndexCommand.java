package io.keycanary.cli;

import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Watchlist;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token index}. */
@Command(
        name = "index",
        description = {
            "Writes the identifiers of all tokens, without secrets, as `scan --tokens` reads them.",
            "Retired tokens and learned session keys are among them. Scans on other machines need nothing else. With"
                    + " many thousands of tokens a prepared index (--out) makes the start of a scan faster than JSON."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary token index > tokens.json && scp tokens.json loghost:",
            "  keycanary token index --out tokens.idx && keycanary scan --tokens tokens.idx /var/log/cloudtrail"
        })
final class TokenIndexCommand implements Callable<Integer> {
    private final Workplace work;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a prepared index to this file instead of JSON.")
    private @Nullable Path out;

    TokenIndexCommand(Workplace work) {
        this.work = work;
    }

    /** Without {@code --out} it is JSON whatever {@code --format} says: one token per line. */
    @Override
    public Integer call() {
        List<WatchedToken> tokens = work.ledger().get().read(stores -> Watchlist.watched(stores.tokens()));
        if (out != null) {
            write(TokenIndex.of(tokens, List.of()), out);
            return Exit.OK;
        }
        work.screen()
                .line(tokens.stream()
                        .map(token -> Json.line(document(token)))
                        .collect(Collectors.joining(",\n ", "[", "]")));
        return Exit.OK;
    }

    /** Moved into its place whole, so that a scan that starts meanwhile reads the old one or the new one. */
    private static void write(TokenIndex index, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream bytes = Files.newOutputStream(part)) {
                index.writeTo(bytes);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot write " + file + ": " + e);
        }
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
