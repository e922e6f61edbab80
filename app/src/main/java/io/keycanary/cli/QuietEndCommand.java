package io.keycanary.cli;

import io.keycanary.alert.QuietRule;
import io.keycanary.desk.QuietDesk;
import io.keycanary.token.Uuid7;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code quiet end}. */
@Command(
        name = "end",
        description = "Ends a quiet rule now. What it kept back is not sent any more; it stays in the outbox.",
        footer = {"", "Example: keycanary quiet end 1f3a9c20"})
final class QuietEndCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<QuietDesk> desk;

    @Parameters(paramLabel = "RULE", description = "Its id, or the end of it.")
    private String name = "";

    QuietEndCommand(Workplace work, Supplier<QuietDesk> desk) {
        this.work = work;
        this.desk = desk;
    }

    @Override
    public Integer call() {
        QuietRule ended = desk.get().end(name, work.actor());
        if (work.json()) {
            work.write(Documents.of(ended));
        } else {
            work.screen().line("quiet rule " + Uuid7.shortForm(ended.id()) + " is over: each further alert is sent");
        }
        return Exit.OK;
    }
}
