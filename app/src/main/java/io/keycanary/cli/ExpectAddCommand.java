package io.keycanary.cli;

import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code expect add}. */
@Command(
        name = "add",
        description = {
            "Adds a rule: uses of these tokens from this network open no incident until then.",
            "Only uses with a right signature can be expected, and only those that happen from now on. What a user agent"
                    + " claims is no part of a rule, because anyone can write it."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary expect add --token svc-report-export --network 198.51.100.0/24 --until 2026-12-01T18:00:00Z"
                    + " --reason 'red team, ask Ann'",
            "  keycanary expect add --all-tokens --network 203.0.113.7 --until 30d --reason 'secret scanner of CI'"
        })
final class ExpectAddCommand implements Callable<Integer> {
    private final Workplace work;

    @ArgGroup(multiplicity = "1")
    private Tokens tokens = new Tokens();

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            required = true,
            description = "Where the use comes from, at most a /8 of IPv4 or a /32 of IPv6.")
    private String network = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            required = true,
            description =
                    "When it ends: a time such as 2026-12-01T18:00:00Z, or from now 90m, 8h, 30d; at most 90 days.")
    private String until = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Who uses them, and why.")
    private String reason = "";

    /** Which tokens. */
    private static final class Tokens {
        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                description = "Its id or the end of it, its label, or a key id; may be given again.")
        private List<String> named = List.of();

        @Option(names = "--all-tokens", description = "Every token, also those that are issued later.")
        private boolean all;
    }

    ExpectAddCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        ExpectedUse rule = added();
        if (work.json()) {
            work.write(Documents.of(rule));
        } else {
            String id = Uuid7.shortForm(rule.id());
            work.screen().line("expected use " + id + " holds until " + rule.until());
            work.screen().line("  what it covers   keycanary expect show " + id);
            work.screen().line("  to end it now    keycanary expect end " + id);
        }
        return Exit.OK;
    }

    private ExpectedUse added() {
        List<String> names = tokens.all ? List.of() : tokens.named;
        try {
            return work.expectedUses()
                    .add(
                            new ExpectedUseDesk.Wish(
                                    names,
                                    network,
                                    Deadline.of(until, work.clock().instant()),
                                    reason),
                            work.actor());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
