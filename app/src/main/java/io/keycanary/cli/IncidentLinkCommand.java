package io.keycanary.cli;

import io.keycanary.token.Uuid7;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident link}. */
@Command(
        name = "link",
        description = {
            "Links two incidents that belong together.",
            "Incidents from one source network are linked as a campaign without it."
        },
        footer = {"", "Example: keycanary incident link 1f3a9c20 77b0e1d4 --note 'same build host'"})
final class IncidentLinkCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "The other's id, or the end of it.")
    private String other = "";

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why, for both timelines.")
    private String text = "";

    IncidentLinkCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        UUID first = work.incidents().require(name).id();
        UUID second = work.incidents().require(other).id();
        work.incidents().link(first, second, work.actor(), text);
        if (work.json()) {
            work.write(
                    new Fields().with("incident", first).with("linked", second).map());
        } else {
            work.screen()
                    .line("incidents " + Uuid7.shortForm(first) + " and " + Uuid7.shortForm(second) + " are linked");
        }
        return Exit.OK;
    }
}
