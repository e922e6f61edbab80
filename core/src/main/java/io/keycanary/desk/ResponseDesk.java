package io.keycanary.desk;

import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Sensors;
import io.keycanary.intake.Stores;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.RunProgress;
import io.keycanary.respond.Situation;
import io.keycanary.respond.StepMark;
import io.keycanary.respond.StepStatus;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people do with the playbook of an incident. Every step is in the timeline and in the audit log. */
public final class ResponseDesk {
    private static final int PAGE = 200;

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public ResponseDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How far the playbook of an incident is.
     *
     * @param steps in the order of the playbook
     */
    public record Worked(Incident incident, PlaybookRun run, List<StepStatus> steps) {
        /** Copies the list. */
        public Worked {
            steps = List.copyOf(steps);
        }
    }

    /** The playbook of an incident; empty when none began. */
    public Optional<Worked> open(UUID incident) {
        return ledger.read(stores -> worked(stores, incident(stores, incident)));
    }

    /** The open incidents that have a step overdue, newest first. */
    public List<Worked> overdue() {
        return having(StepStatus::overdue);
    }

    /** The open incidents that have such a step, newest first in each state. */
    List<Worked> having(Predicate<StepStatus> such) {
        return ledger.read(stores -> {
            List<Worked> found = new ArrayList<>();
            for (IncidentState state : IncidentState.values()) {
                if (state != IncidentState.RESOLVED) {
                    @Nullable UUID before = null;
                    for (List<Incident> page = stores.incidents().page(state, before, PAGE);
                            !page.isEmpty();
                            page = stores.incidents().page(state, before, PAGE)) {
                        page.forEach(incident -> worked(stores, incident)
                                .filter(w -> w.steps().stream().anyMatch(such))
                                .ifPresent(found::add));
                        before = page.getLast().id();
                    }
                }
            }
            return found;
        });
    }

    /**
     * Settles a step.
     *
     * @param note how, or why not; may be empty
     * @throws UnknownNameException when there is no such step, or no playbook
     */
    public StepStatus settle(UUID incident, String step, StepMark.Outcome outcome, String actor, String note) {
        return ledger.write(stores -> {
            Incident present = incident(stores, incident);
            stores.tokens().lock(present.token());
            mark(stores, present, step, outcome, actor, note);
            return worked(stores, present).orElseThrow().steps().stream()
                    .filter(status -> status.step().id().equals(step))
                    .findFirst()
                    .orElseThrow();
        });
    }

    private void mark(
            Stores stores, Incident incident, String step, StepMark.Outcome outcome, String actor, String note) {
        PlaybookRun run = stores.responses()
                .run(incident.id())
                .orElseThrow(() ->
                        new UnknownNameException("no playbook runs for incident " + Uuid7.shortForm(incident.id())));
        if (run.playbook().step(step).isEmpty()) {
            throw new UnknownNameException("playbook " + run.playbook().name() + " has no step \"" + step
                    + "\"; it has "
                    + run.playbook().steps().stream().map(s -> s.id()).collect(Collectors.joining(", ")));
        }
        StepMark mark = new StepMark(step, outcome, clock.instant(), actor, note);
        stores.responses().mark(incident.id(), mark);
        String text = step + (note.isEmpty() ? "" : ": " + note);
        String action = "step-" + outcome.name().toLowerCase(Locale.ROOT);
        stores.incidents().add(new Note(Uuid7.next(clock), incident.id(), mark.at(), actor, action, text));
        stores.audit()
                .append(mark.at(), actor, "incident." + action, incident.id().toString(), text);
    }

    private Optional<Worked> worked(Stores stores, Incident incident) {
        return stores.responses().run(incident.id()).map(run -> {
            CanaryToken token = Sensors.find(stores, incident.token())
                    .orElseThrow(() -> Names.unknown("token", incident.token().toString()));
            Situation now = Situation.of(incident, token, stores.tokens().placements(token.id()));
            return new Worked(incident, run, RunProgress.of(run, now, clock.instant()));
        });
    }

    private static Incident incident(Stores stores, UUID id) {
        return stores.incidents().incident(id).orElseThrow(() -> Names.unknown("incident", id.toString()));
    }
}
