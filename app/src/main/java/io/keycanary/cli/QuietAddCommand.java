package io.keycanary.cli;

import io.keycanary.alert.QuietRule;
import io.keycanary.desk.QuietDesk;
import io.keycanary.incident.Severity;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quiet add}. */
@Command(
        name = "add",
        description = {
            "Adds a rule: these channels get no alerts about incidents until then.",
            "One channel at least must stay that people see; an alert that no other channel is for is sent all the same."
        },
        footer = {
            "",
            "Example: keycanary quiet add --channel pager --token svc-report-export --until 8h --reason 'red team, ask Ann'"
        })
final class QuietAddCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<QuietDesk> desk;

    @Option(names = "--channel", paramLabel = "NAME", required = true, description = "Which; may be given again.")
    private List<String> channels = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Only alerts about this one; may be given again. Default: all.")
    private List<String> tokens = List.of();

    @Option(
            names = "--at-most",
            paramLabel = "SEVERITY",
            defaultValue = "HIGH",
            description = "What is graver is sent: LOW, MEDIUM, HIGH. Default: HIGH.")
    private Severity atMost = Severity.HIGH;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            required = true,
            description = "When it ends: a time such as 2026-12-01T18:00:00Z, or from now 90m, 8h, 2d; at most 7 days.")
    private String until = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for whoever asks later.")
    private String reason = "";

    QuietAddCommand(Workplace work, Supplier<QuietDesk> desk) {
        this.work = work;
        this.desk = desk;
    }

    @Override
    public Integer call() {
        QuietRule rule = added();
        if (work.json()) {
            work.write(Documents.of(rule));
        } else {
            String id = Uuid7.shortForm(rule.id());
            work.screen().line("quiet rule " + id + " holds until " + rule.until());
            work.screen().line("  what it kept back   keycanary alert outbox --state quiet");
            work.screen().line("  to end it now       keycanary quiet end " + id);
        }
        return Exit.OK;
    }

    private QuietRule added() {
        try {
            return desk.get()
                    .add(
                            new QuietDesk.Wish(
                                    channels,
                                    tokens,
                                    atMost,
                                    Deadline.of(until, work.clock().instant()),
                                    reason),
                            work.actor());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
