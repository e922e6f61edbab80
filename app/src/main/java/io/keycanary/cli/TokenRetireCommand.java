package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.token.Account;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenIssuer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token retire}. */
@Command(
        name = "retire",
        description = {
            "Gives tokens up. Their identifiers stay watched, because a derived session outlives its key.",
            "In an AWS account the user is deleted, with its keys and all that hangs on it. The same command again goes on",
            "where it was stopped."
        },
        footer = {"", "Example: keycanary token retire svc-report-export"})
final class TokenRetireCommand implements Callable<Integer> {
    private final Workplace work;
    private final Issuers issuers;
    private final Map<Account, Optional<TokenIssuer>> open = new HashMap<>();

    @Parameters(paramLabel = "TOKEN", arity = "1..*", description = "Its id or the end of it, its label, or a key id.")
    private List<String> names = List.of();

    @Option(names = "--keep-user", description = "Leaves the AWS account as it is.")
    private boolean keepUser;

    TokenRetireCommand(Workplace work, Issuers issuers) {
        this.work = work;
        this.issuers = issuers;
    }

    @Override
    public Integer call() {
        List<CanaryToken> tokens =
                names.stream().map(work.tokens()::require).distinct().toList();
        Progress progress = new Progress(work.screen(), work.clock());
        int retired = 0;
        try {
            for (CanaryToken token : tokens) {
                report(retired(token), tokens.size() == 1);
                int done = ++retired;
                progress.show(() -> "retired " + done + " of " + tokens.size() + " tokens");
            }
        } catch (AccountException e) {
            progress.clear();
            sayWhatIsLeft(tokens, retired);
            throw e;
        } finally {
            progress.clear();
            open.values().forEach(issuer -> issuer.ifPresent(TokenIssuer::close));
        }
        if (tokens.size() > 1 && !work.json()) {
            work.screen().line("retired " + retired + " tokens; their identifiers stay watched");
        }
        return Exit.OK;
    }

    private void sayWhatIsLeft(List<CanaryToken> tokens, int retired) {
        if (tokens.size() > 1) {
            work.screen()
                    .tell("keycanary: stopped at "
                            + Screen.safe(tokens.get(retired).label()) + " after " + retired + " of " + tokens.size()
                            + " tokens; the same command again retires the rest");
        }
    }

    private void report(CanaryToken token, boolean alone) {
        if (work.json()) {
            work.write(Documents.of(token));
        } else if (alone) {
            work.screen().line("retired " + Screen.safe(token.label()) + "; its identifiers stay watched");
        }
    }

    private CanaryToken retired(CanaryToken token) {
        Optional<TokenIssuer> issuer = keepUser || token.identity().userArn() == null
                ? Optional.empty()
                : open.computeIfAbsent(token.account(), account -> issuers.of(token, work));
        return issuer.map(
                        there -> new IssuingDesk(work.ledger().get(), work.clock(), there, work.actor()).retire(token))
                .orElseGet(() -> work.tokens().forget(token.id(), work.actor()));
    }
}
