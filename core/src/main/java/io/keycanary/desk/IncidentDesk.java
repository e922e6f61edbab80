package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Progress;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.Verdict;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What people do with incidents. Every move is in the timeline and in the audit log. */
public final class IncidentDesk {
    static final String ASSIGN = "assign";
    static final String LINK = "link";

    /** How many of the first sightings, and of the newest, a case file has unless it is asked for others. */
    public static final int SHOWN = 100;

    private final Ledger ledger;
    private final InstantSource clock;
    private final ProgressAlerts alerts;

    /** A desk over this ledger. */
    public IncidentDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.alerts = new ProgressAlerts(clock);
    }

    /** Incidents, newest first; all states when {@code state} is null. */
    public List<Incident> list(@Nullable IncidentState state, @Nullable UUID before, int limit) {
        return ledger.read(stores -> stores.incidents().page(state, before, limit));
    }

    /**
     * The incident that a person names by its id or the end of it.
     *
     * @throws UnknownNameException when that fits none, or several
     */
    public Incident require(String name) {
        return ledger.read(stores -> Names.incident(stores.incidents(), name));
    }

    /**
     * Everything about one incident, with the {@link #SHOWN} first and newest sightings.
     *
     * @throws UnknownNameException when there is none
     */
    public CaseFile open(UUID id) {
        return open(id, SHOWN);
    }

    /**
     * Everything about one incident.
     *
     * @param shown how many of its first sightings, and how many of its newest
     * @throws UnknownNameException when there is none
     */
    public CaseFile open(UUID id, int shown) {
        return ledger.read(stores -> CaseFile.of(stores, find(stores, id), shown));
    }

    /**
     * Sightings of an incident by event time, in pages.
     *
     * @param after id of the last one of the page before; null for the first page
     * @throws UnknownNameException when there is no such incident
     */
    public List<Sighting> sightings(UUID id, @Nullable UUID after, int limit) {
        return ledger.read(stores -> {
            find(stores, id);
            return stores.incidents().sightings(id, after, limit);
        });
    }

    /**
     * Somebody works on it.
     *
     * @param expectedVersion the version that the person saw; empty for whatever it is
     */
    public Incident acknowledge(UUID id, OptionalLong expectedVersion, String actor) {
        return move(id, expectedVersion, actor, "", i -> Progress.acknowledge(i, clock.instant()));
    }

    /** It can do no more harm. */
    public Incident contain(UUID id, OptionalLong expectedVersion, String actor, String text) {
        return move(id, expectedVersion, actor, text, i -> Progress.contain(i, clock.instant()));
    }

    /** Closed, with a verdict. */
    public Incident resolve(UUID id, OptionalLong expectedVersion, String actor, Verdict verdict, String text) {
        return move(
                id,
                expectedVersion,
                actor,
                verdict + (text.isEmpty() ? "" : ": " + text),
                i -> Progress.resolve(i, verdict, clock.instant()));
    }

    /**
     * Works on a resolved one again.
     *
     * @throws io.keycanary.incident.IllegalMoveException when it is not resolved, or the token has another open one
     */
    public Incident reopen(UUID id, OptionalLong expectedVersion, String actor, String text) {
        return ledger.write(stores -> {
            Incident present = locked(stores, id, expectedVersion);
            Incident moved = Progress.reopen(present);
            stores.incidents().openIncident(present.token()).ifPresent(open -> {
                throw Progress.alreadyOpen(open);
            });
            stores.incidents().put(moved);
            add(stores, id, actor, "reopen", text);
            alerts.tell(stores, moved, Alert.Reason.REOPENED, actor, text);
            return moved;
        });
    }

    /**
     * Says who works on it.
     *
     * @param person empty for nobody
     */
    public Note assign(UUID id, String actor, String person) {
        return ledger.write(stores -> {
            Incident incident = find(stores, id);
            Note note = add(stores, id, actor, ASSIGN, person);
            if (incident.open()) {
                alerts.tell(
                        stores,
                        incident,
                        Alert.Reason.ASSIGNED,
                        actor,
                        "assigned to " + (person.isEmpty() ? "nobody" : person));
            }
            return note;
        });
    }

    /** Links two incidents in both timelines. */
    public void link(UUID id, UUID other, String actor, String text) {
        if (id.equals(other)) {
            throw new UnknownNameException("an incident cannot be linked with itself");
        }
        ledger.change(stores -> {
            find(stores, id);
            find(stores, other);
            String why = text.isEmpty() ? "" : ": " + text;
            add(stores, id, actor, LINK, other + why);
            add(stores, other, actor, LINK, id + why);
        });
    }

    /** Writes into its timeline. */
    public Note note(UUID id, String actor, String text) {
        return ledger.write(stores -> {
            find(stores, id);
            return add(stores, id, actor, "note", text);
        });
    }

    private Incident move(
            UUID id, OptionalLong expectedVersion, String actor, String text, UnaryOperator<Incident> step) {
        return ledger.write(stores -> {
            Incident moved = step.apply(locked(stores, id, expectedVersion));
            stores.incidents().put(moved);
            add(stores, id, actor, moved.state().name().toLowerCase(Locale.ROOT), text);
            reason(moved.state()).ifPresent(reason -> alerts.tell(stores, moved, reason, actor, text));
            return moved;
        });
    }

    /** As it is while nobody else changes the incidents of its token. */
    private static Incident locked(Stores stores, UUID id, OptionalLong expectedVersion) {
        stores.tokens().lock(find(stores, id).token());
        Incident present = find(stores, id);
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != present.version()) {
            throw new StaleVersionException(expectedVersion.getAsLong(), present.version());
        }
        return present;
    }

    private static Optional<Alert.Reason> reason(IncidentState state) {
        return switch (state) {
            case OPEN -> Optional.empty();
            case ACKNOWLEDGED -> Optional.of(Alert.Reason.ACKNOWLEDGED);
            case CONTAINED -> Optional.of(Alert.Reason.CONTAINED);
            case RESOLVED -> Optional.of(Alert.Reason.RESOLVED);
        };
    }

    private Note add(Stores stores, UUID id, String actor, String action, String text) {
        Note note = new Note(Uuid7.next(clock), id, clock.instant(), actor, action, text);
        stores.incidents().add(note);
        stores.audit().append(note.at(), actor, "incident." + action, id.toString(), text);
        return note;
    }

    private static Incident find(Stores stores, UUID id) {
        return stores.incidents().incident(id).orElseThrow(() -> Names.unknown("incident", id.toString()));
    }
}
