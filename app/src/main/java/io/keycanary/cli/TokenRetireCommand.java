package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenIssuer;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token retire}. */
@Command(
        name = "retire",
        description = {
            "Gives a token up. Its identifiers stay watched, because a derived session outlives its key.",
            "In an AWS account the user is deleted, with its keys and all that hangs on it."
        },
        footer = {"", "Example: keycanary token retire svc-report-export"})
final class TokenRetireCommand implements Callable<Integer> {
    private final Workplace work;
    private final Issuers issuers;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    @Option(names = "--keep-user", description = "Leaves the AWS account as it is.")
    private boolean keepUser;

    TokenRetireCommand(Workplace work, Issuers issuers) {
        this.work = work;
        this.issuers = issuers;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        CanaryToken retired = retired(token);
        if (work.json()) {
            work.write(Documents.of(retired));
        } else {
            work.screen().line("retired " + Screen.safe(retired.label()) + "; its identifiers stay watched");
        }
        return Exit.OK;
    }

    private CanaryToken retired(CanaryToken token) {
        Optional<TokenIssuer> issuer =
                keepUser || token.identity().userArn() == null ? Optional.empty() : issuers.of(token, work);
        if (issuer.isEmpty()) {
            return work.tokens().forget(token.id(), work.actor());
        }
        try (TokenIssuer there = issuer.get()) {
            return new IssuingDesk(work.ledger().get(), work.clock(), there, work.actor()).retire(token);
        }
    }
}
