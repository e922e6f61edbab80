package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token retire}. */
@Command(
        name = "retire",
        description = "Gives a token up. Its identifiers stay watched, because a derived session outlives its key.",
        footer = {"", "Example: keycanary token retire svc-report-export"})
final class TokenRetireCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    TokenRetireCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        CanaryToken retired = work.tokens().retire(token.id(), work.actor());
        if (work.json()) {
            work.write(Documents.of(retired));
        } else {
            work.screen().line("retired " + Screen.safe(retired.label()) + "; its identifiers stay watched");
        }
        return Exit.OK;
    }
}
