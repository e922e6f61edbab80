package io.keycanary.cli;

import io.keycanary.alert.Wording;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.ExpectedUseDesk.Covered;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.Sighting;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code expect show}. */
@Command(
        name = "show",
        description = {
            "Shows an expected use with the sightings that it covered.",
            "Looks at the first " + ExpectedUseDesk.SHOWN + " expected sightings since it began."
        },
        footer = {"", "Example: keycanary expect show 1f3a9c20"})
final class ExpectShowCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "RULE", description = "Its id, or the end of it.")
    private String name = "";

    ExpectShowCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        Covered covered = work.expectedUses().open(name);
        if (work.json()) {
            work.write(new Fields()
                    .with("rule", Documents.of(covered.rule()))
                    .with(
                            "sightings",
                            covered.sightings().stream().map(Documents::of).toList())
                    .map());
        } else {
            print(covered);
        }
        return Exit.OK;
    }

    private void print(Covered covered) {
        ExpectedUse rule = covered.rule();
        Screen screen = work.screen();
        screen.line("Expected use " + Uuid7.shortForm(rule.id()));
        screen.line("  tokens   " + tokens(covered));
        screen.line("  network  " + Screen.safe(rule.network().text()));
        screen.line("  from     " + rule.from());
        screen.line("  until    " + rule.until());
        screen.line("  reason   " + Screen.safe(rule.reason()) + " (added by " + Screen.safe(rule.addedBy()) + ")");
        screen.line("  covered  " + covered.sightings().size() + " sightings");
        for (Sighting sighting : covered.sightings()) {
            screen.line("    " + sighting.happenedAt() + "  " + sighting.token().shortForm() + "  "
                    + Screen.safe(Wording.tried(sighting) + ", from "
                            + Wording.from(sighting, work.sources().get())));
        }
    }

    private static String tokens(Covered covered) {
        return covered.tokens().isEmpty()
                ? "all, also those that are issued later"
                : covered.tokens().stream()
                        .map(CanaryToken::label)
                        .map(Screen::safe)
                        .collect(Collectors.joining(", "));
    }
}
