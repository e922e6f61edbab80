package io.keycanary.desk;

import io.keycanary.incident.IllegalMoveException;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an on-call service says that somebody did there. Such a service repeats itself, tells us of what we told it, and may
 * be late: whatever comes again, or from before an incident was opened again, changes nothing.
 */
public final class OnCallDesk {
    private final Ledger ledger;
    private final IncidentDesk incidents;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public OnCallDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.incidents = new IncidentDesk(ledger, clock);
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome {
        /** The incident is acknowledged now. */
        ACKNOWLEDGED,
        /** It stands in the timeline. */
        NOTED,
        /** It was so already. */
        NOTHING_NEW,
        /** It is about no incident of ours. */
        UNKNOWN
    }

    /**
     * Somebody works on it.
     *
     * @param incident its id, or the end of it
     * @param actor who, for the audit log
     * @param at when that was there
     */
    public Outcome acknowledged(String incident, String actor, Instant at) {
        Optional<Incident> found = find(incident);
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        UUID id = found.get().id();
        if (found.get().state() != IncidentState.OPEN || ledger.<Boolean>read(stores -> before(stores, id, at))) {
            return Outcome.NOTHING_NEW;
        }
        try {
            incidents.acknowledge(id, OptionalLong.empty(), actor);
            return Outcome.ACKNOWLEDGED;
        } catch (IllegalMoveException e) {
            return Outcome.NOTHING_NEW; // somebody was faster
        }
    }

    /**
     * It was closed there. Here that needs a verdict, so it is only written down.
     *
     * @param incident its id, or the end of it
     * @param event its id there, by which a repeat is known
     */
    public Outcome resolved(String incident, String actor, Instant at, String event) {
        Optional<Incident> found = find(incident);
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        UUID id = found.get().id();
        String text = "resolved there; here it needs a verdict (event " + event + ")";
        return ledger.write(stores -> {
            stores.tokens().lock(found.get().token());
            boolean open = stores.incidents().incident(id).map(Incident::open).orElse(false);
            if (!open || before(stores, id, at) || known(stores, id, text)) {
                return Outcome.NOTHING_NEW;
            }
            Note note = new Note(Uuid7.next(clock), id, clock.instant(), actor, "note", text);
            stores.incidents().add(note);
            stores.audit().append(note.at(), actor, "incident.note", id.toString(), text);
            return Outcome.NOTED;
        });
    }

    private Optional<Incident> find(String name) {
        try {
            return Optional.of(ledger.read(stores -> Names.incident(stores.incidents(), name)));
        } catch (UnknownNameException e) {
            return Optional.empty();
        }
    }

    /** Whether it was opened again after that. */
    private static boolean before(Stores stores, UUID id, Instant at) {
        return notes(stores, id).stream()
                .filter(note -> note.action().equals("reopen"))
                .map(Note::at)
                .max(Comparator.naturalOrder())
                .filter(at::isBefore)
                .isPresent();
    }

    private static boolean known(Stores stores, UUID id, String text) {
        return notes(stores, id).stream().anyMatch(note -> note.text().equals(text));
    }

    private static List<Note> notes(Stores stores, UUID id) {
        return stores.incidents().notes(id);
    }
}
