package io.keycanary.cli;

import io.keycanary.incident.Incident;
import io.keycanary.intake.Sensors;
import io.keycanary.token.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incident list}. */
@Command(
        name = "list",
        description = "Lists incidents, the newest first.",
        footer = {"", "Example: keycanary incident list --all"})
final class IncidentListCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    private final Workplace work;

    @Option(names = "--all", description = "The resolved too.")
    private boolean all;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many. Default: 100.")
    private int limit = 100;

    IncidentListCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<Incident> incidents = newest();
        if (work.json()) {
            work.writeAll(incidents.stream().map(Documents::of).toList());
        } else if (incidents.isEmpty()) {
            work.screen().tell(all ? "there is no incident" : "no incident is open; --all shows the resolved");
        } else {
            print(incidents);
        }
        return Exit.OK;
    }

    private List<Incident> newest() {
        List<Incident> found = new ArrayList<>();
        @Nullable UUID before = null;
        List<Incident> page = work.incidents().list(null, null, PAGE);
        while (!page.isEmpty() && found.size() < limit) {
            page.stream().filter(incident -> all || incident.open()).forEach(found::add);
            before = page.getLast().id();
            page = work.incidents().list(null, before, PAGE);
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    private void print(List<Incident> incidents) {
        Table table = new Table("ID", "STATE", "SEVERITY", "TOKEN", "SIGHTINGS", "FIRST SEEN", "LAST SEEN", "VERDICT");
        for (Incident incident : incidents) {
            table.row(
                    Uuid7.shortForm(incident.id()),
                    incident.state(),
                    incident.severity(),
                    label(incident),
                    incident.sightings(),
                    incident.firstSeenAt(),
                    incident.lastSeenAt(),
                    incident.verdict());
        }
        table.print(work.screen());
    }

    private String label(Incident incident) {
        return work.ledger()
                .get()
                .read(stores -> Sensors.find(stores, incident.token()))
                .map(token -> token.label())
                .orElse(incident.token().shortForm());
    }
}
