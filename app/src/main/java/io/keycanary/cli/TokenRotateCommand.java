package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenIssuer;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token rotate}. */
@Command(
        name = "rotate",
        description = {
            "Gives a token a new key, and lists the places where the old one is planted.",
            "The old key works and stays watched until --confirm deletes it; its id stays watched for ever."
        },
        footer = {"", "Example: keycanary token rotate svc-report-export"})
final class TokenRotateCommand implements Callable<Integer> {
    private final Workplace work;
    private final Issuers issuers;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    @Option(names = "--confirm", description = "The new key is planted: deletes the replaced one.")
    private boolean confirm;

    TokenRotateCommand(Workplace work, Issuers issuers) {
        this.work = work;
        this.issuers = issuers;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        if (token.facts().retiredAt() != null || token.facts().issuedAt() == null) {
            throw CommandFailure.badInput("the token is " + token.state() + ": it has no key to rotate");
        }
        try (TokenIssuer issuer = issuers.required(token, work)) {
            IssuingDesk desk = new IssuingDesk(work.ledger().get(), work.clock(), issuer, work.actor());
            if (confirm) {
                reportConfirmed(desk.confirm(token));
            } else {
                report(desk.rotate(token));
            }
        }
        return Exit.OK;
    }

    private void reportConfirmed(CanaryToken token) {
        if (work.json()) {
            work.write(Documents.of(token));
        } else {
            work.screen()
                    .line("the replaced key of " + Screen.safe(token.label()) + " is deleted; its id stays watched");
        }
    }

    private void report(IssuingDesk.Rotation rotation) {
        CanaryToken token = rotation.token();
        if (work.json()) {
            var document = Documents.of(token);
            document.put(
                    "replant", rotation.replant().stream().map(Documents::of).toList());
            work.write(document);
            return;
        }
        String id = token.id().shortForm();
        work.screen()
                .line("new key "
                        + Objects.requireNonNull(token.keys().getLast()).id() + " (its secret: keycanary token reveal "
                        + id + ")");
        for (Placement place : rotation.replant()) {
            work.screen().line("  replant " + Documents.small(place.kind()) + " " + Screen.safe(place.location()));
        }
        work.screen().line("  then    keycanary token rotate " + id + " --confirm");
    }
}
