package io.keycanary.cli;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.SecretAccess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token reveal}: prints a secret, as {@code plant --snippet} does. */
@Command(
        name = "reveal",
        description = "Prints the key of a token with its secret. The audit log remembers that.",
        footer = {"", "Example: keycanary token reveal svc-report-export"})
final class TokenRevealCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    TokenRevealCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        AccessKey key = token.activeKey().orElseThrow(() -> CommandFailure.badInput("the token has no key in use"));
        String secret = work.tokens()
                .reveal(token.id(), work.actor())
                .orElseThrow(() -> CommandFailure.badInput("the secret of " + key.id() + " is not kept here"))
                .reveal(SecretAccess.forInsecureReading());
        if (work.json()) {
            work.write(new Fields()
                    .with("accessKeyId", key.id())
                    .with("secretAccessKey", secret)
                    .map());
        } else {
            work.screen().line("aws_access_key_id = " + key.id());
            work.screen().line("aws_secret_access_key = " + secret);
        }
        return Exit.OK;
    }
}
