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
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
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
    private final Ledger ledger;
    private final InstantSource clock;
    private final ProgressAlerts alerts;

    /** A desk over this ledger. */
    public IncidentDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.alerts = new ProgressAlerts(clock);
    }

    /**
     * Everything about an incident.
     *
     * @param campaign the other incidents from the same source network
     */
    public record CaseFile(
            Incident incident,
            CanaryToken token,
            List<Placement> places,
            List<Sighting> sightings,
            List<Note> notes,
            List<Alert> alerts,
            List<Incident> campaign) {}

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
     * Everything about one incident.
     *
     * @throws UnknownNameException when there is none
     */
    public CaseFile open(UUID id) {
        return ledger.read(stores -> {
            Incident incident = find(stores, id);
            UUID campaign = incident.campaign();
            return new CaseFile(
                    incident,
                    stores.tokens()
                            .find(incident.token())
                            .orElseThrow(() ->
                                    Names.unknown("token", incident.token().toString())),
                    stores.tokens().placements(incident.token()),
                    stores.incidents().sightings(id),
                    stores.incidents().notes(id),
                    stores.outbox().alerts(id),
                    campaign == null
                            ? List.of()
                            : stores.incidents().campaign(campaign).stream()
                                    .filter(other -> !other.id().equals(id))
                                    .toList());
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
            stores.tokens().lock(find(stores, id).token());
            Incident present = find(stores, id);
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != present.version()) {
                throw new StaleVersionException(expectedVersion.getAsLong(), present.version());
            }
            Incident moved = step.apply(present);
            stores.incidents().put(moved);
            add(stores, id, actor, moved.state().name().toLowerCase(Locale.ROOT), text);
            reason(moved.state()).ifPresent(reason -> alerts.tell(stores, moved, reason, actor, text));
            return moved;
        });
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
