package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token issue}. */
@Command(
        name = "issue",
        description = {
            "Issues a token: a decoy user with one access key.",
            "An intruder sees the user name and its path, so name it as your organisation names its real users."
        },
        footer = {
            "",
            "Example: keycanary token issue svc-report-export --path /services/ --owner payments --purpose 'build host'"
        })
final class TokenIssueCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<TokenIssuer> issuer;

    @Parameters(paramLabel = "NAME", description = "User name, 1 to 64 letters, digits or +=,.@-_")
    private String name = "";

    @Option(names = "--path", paramLabel = "PATH", defaultValue = "/", description = "Path of the user. Default: /")
    private String path = "/";

    @Option(names = "--label", paramLabel = "TEXT", description = "What you call it; else the user name.")
    private @Nullable String label;

    @Option(names = "--owner", paramLabel = "TEXT", defaultValue = "", description = "Who answers for it.")
    private String owner = "";

    @Option(names = "--purpose", paramLabel = "TEXT", defaultValue = "", description = "Why it exists.")
    private String purpose = "";

    @Option(
            names = "--playbook",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What to do when it is used, or where that is written.")
    private String playbook = "";

    TokenIssueCommand(Workplace work, Supplier<TokenIssuer> issuer) {
        this.work = work;
        this.issuer = issuer;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().issue(issuer.get(), plan(), work.actor());
        if (work.json()) {
            work.write(Documents.of(token));
            return Exit.OK;
        }
        work.screen().line("issued token " + token.id().shortForm() + " " + Screen.safe(token.label()));
        work.screen().line("  user   " + Screen.safe(token.identity().userArn()));
        work.screen()
                .line("  key    " + token.keys().getLast().id() + " (its secret: keycanary token reveal "
                        + token.id().shortForm() + ")");
        work.screen().line("  next   keycanary plant " + token.id().shortForm() + " --as aws-credentials");
        return Exit.OK;
    }

    private TokenPlan plan() {
        try {
            return new TokenPlan(name, path, label, new Stewardship(owner, purpose, playbook));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
