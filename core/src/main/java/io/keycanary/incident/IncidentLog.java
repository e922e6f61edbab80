package io.keycanary.incident;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stored sightings and incidents. Valid inside one transaction. */
public interface IncidentLog {
    /** The sighting of this identity and token. */
    Optional<Sighting> sighting(SightingId identity, TokenId token);

    /** Adds a sighting, or replaces the one of the same id. */
    void put(Sighting sighting);

    /**
     * Sightings of an incident by event time, in pages: it may have any number of them.
     *
     * @param after id of the last one of the page before; null for the first page
     */
    List<Sighting> sightings(UUID incident, @Nullable UUID after, int limit);

    /** The sightings of an incident that happened last, by event time. */
    List<Sighting> newest(UUID incident, int limit);

    /** Counts the sightings of an incident by a value; gives the most frequent ones. */
    Tally tally(UUID incident, Tally.Of of, int limit);

    /** Hands out when each sighting of an incident happened and came, one after the other, in any order. */
    void arrivals(UUID incident, Consumer<Arrivals> each);

    /** Sightings by descending id, before the given one. */
    List<Sighting> sightingsPage(@Nullable UUID before, int limit);

    /** Sightings of a token that wait for its drill. */
    List<Sighting> deferred(TokenId token);

    /** Sightings with this disposition that we knew from {@code since} on, oldest first. */
    List<Sighting> withDisposition(Disposition disposition, Instant since, int limit);

    /** How many sightings have this disposition. */
    long count(Disposition disposition);

    /** Adds an incident, or replaces the one of the same id. At most one of a token is open. */
    void put(Incident incident);

    /** The incident of this id. */
    Optional<Incident> incident(UUID id);

    /** The open incident of a token. */
    Optional<Incident> openIncident(TokenId token);

    /** The incident of a token that was resolved last. */
    Optional<Incident> lastResolved(TokenId token);

    /** Incidents by descending id, before the given one; all states when {@code state} is null. */
    List<Incident> page(@Nullable IncidentState state, @Nullable UUID before, int limit);

    /**
     * What to link an incident with: an incident of another token, outside of its campaign, that was hit from this
     * network, with a right signature, within these event times: the time from the first to the last such sighting of the
     * incident touches them, ends included. One and not all, because they may be thousands.
     */
    Optional<Incident> outsider(Incident incident, SourceNetwork network, Instant from, Instant until);

    /** All incidents of a campaign. */
    List<Incident> campaign(UUID campaign);

    /** Open incidents whose digest is due. */
    List<Incident> digestDue(Instant now);

    /** Adds to an incident's timeline. */
    void add(Note note);

    /** Notes of an incident, oldest first. */
    List<Note> notes(UUID incident);

    /** Adds a rule, or replaces the one of the same id. */
    void put(ExpectedUse rule);

    /** All rules, ended ones too, in the order in which they were added. */
    List<ExpectedUse> expectedUses();

    /** The rules that hold for what happens at this time. */
    List<ExpectedUse> expectedUses(Instant at);
}
