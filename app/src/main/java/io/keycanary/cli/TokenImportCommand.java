package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token import}. */
@Command(
        name = "import",
        description = {
            "Takes tokens that exist elsewhere into the register, all or none.",
            "FILE is a JSON array: [{\"id\":\"...\",\"accessKeyIds\":[\"AKIA...\"],\"principalId\":\"AIDA...\","
                    + "\"userArn\":\"arn:aws:iam::...:user/...\"}]; principalId and userArn are optional."
        },
        footer = {"", "Example: keycanary token import tokens.json"})
final class TokenImportCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "FILE", description = "A token file.")
    private Path file = Path.of("");

    TokenImportCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<CanaryToken> imported = work.tokens().importAll(TokenFile.read(file), work.actor());
        if (work.json()) {
            work.writeAll(imported.stream().map(Documents::of).toList());
        } else {
            work.screen().line("imported " + imported.size() + " tokens");
        }
        return Exit.OK;
    }
}
