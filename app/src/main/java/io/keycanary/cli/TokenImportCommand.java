package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token import}. */
@Command(
        name = "import",
        description = {
            "Takes tokens that exist elsewhere into the register, all or none.",
            "FILE is a JSON array: [{\"id\":\"...\",\"accessKeyIds\":[\"AKIA...\"],\"principalId\":\"AIDA...\","
                    + "\"userArn\":\"arn:aws:iam::...:user/...\"}]; principalId and userArn are optional.",
            "With --account instead, users that exist in that AWS account become tokens, and the event history is searched"
                    + " for uses of them in the last 90 days: each is an incident of the time at which it happened. Their"
                    + " secrets are not known, so they cannot be drilled or planted from here before `token rotate`. The"
                    + " same again changes nothing, and searches again. Exit code 1 when a use was found, 3 when a region"
                    + " could not be searched."
        },
        footer = {
            "",
            "Example: keycanary token import tokens.json",
            "         keycanary token import --account prod --path /decoys/ --owner ann --purpose trap --playbook 'call ann'"
        })
final class TokenImportCommand implements Callable<Integer> {
    private final Workplace work;
    private final AccountImport.Parts parts;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A token file.")
    private @Nullable Path file;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "AWS account of `account list` to take users from.")
    private @Nullable String account;

    @Mixin
    private AccountImport.Options options = new AccountImport.Options();

    TokenImportCommand(Workplace work, AccountImport.Parts parts) {
        this.work = work;
        this.parts = parts;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (file != null && account == null) {
            options.requireNone();
            return from(file);
        }
        if (account != null && file == null) {
            return new AccountImport(work, parts, options).from(work.accounts().require(account));
        }
        throw CommandFailure.badInput("name either a token file, or an account with --account");
    }

    private int from(Path tokens) {
        List<CanaryToken> imported = work.tokens().importAll(TokenFile.read(tokens), work.actor());
        if (work.json()) {
            work.writeAll(imported.stream().map(Documents::of).toList());
        } else {
            work.screen().line("imported " + imported.size() + " tokens");
        }
        return Exit.OK;
    }
}
