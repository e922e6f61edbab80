package io.keycanary.cli;

import io.keycanary.incident.ExpectedUse;
import io.keycanary.token.Uuid7;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code expect end}. */
@Command(
        name = "end",
        description = "Ends an expected use now: each further use alerts. What happened before stays benign.",
        footer = {"", "Example: keycanary expect end 1f3a9c20"})
final class ExpectEndCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "RULE", description = "Its id, or the end of it.")
    private String name = "";

    ExpectEndCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        ExpectedUse ended = work.expectedUses().end(name, work.actor());
        if (work.json()) {
            work.write(Documents.of(ended));
        } else {
            work.screen().line("expected use " + Uuid7.shortForm(ended.id()) + " is over: each further use alerts");
        }
        return Exit.OK;
    }
}
