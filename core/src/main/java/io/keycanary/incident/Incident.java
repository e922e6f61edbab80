package io.keycanary.incident;

import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sightings of one token that belong together.
 *
 * @param verdict set when resolved
 * @param severity the highest of its sightings
 * @param openedAt our clock at its first sighting
 * @param firstSeenAt event time of its earliest sighting
 * @param lastSeenAt event time of its latest sighting
 * @param sightings how many it has
 * @param authenticated whether one of them had a right signature
 * @param seen all novelties so far
 * @param previous the resolved incident of the same token before it
 * @param campaign common id of incidents that came from one source network
 * @param times when the team did what
 * @param version grows with each change: the ETag
 */
public record Incident(
        UUID id,
        TokenId token,
        IncidentState state,
        @Nullable Verdict verdict,
        Severity severity,
        Instant openedAt,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int sightings,
        boolean authenticated,
        Set<Novelty> seen,
        AlertBudget budget,
        @Nullable UUID previous,
        @Nullable UUID campaign,
        Times times,
        long version) {

    /** When the team did what, by our clock; null for what has not happened. */
    public record Times(
            @Nullable Instant acknowledgedAt,
            @Nullable Instant containedAt,
            @Nullable Instant resolvedAt) {
        /** Nothing has happened. */
        public static final Times NONE = new Times(null, null, null);
    }

    /** Copies the set and keeps its order. */
    public Incident {
        seen = Collections.unmodifiableSet(new LinkedHashSet<>(seen));
    }

    /** Whether anything is left to do. */
    public boolean open() {
        return state != IncidentState.RESOLVED;
    }

    /** The kinds of its sightings. */
    public Set<SightingKind> kinds() {
        return seen.stream().flatMap(novelty -> novelty.kind().stream()).collect(Collectors.toSet());
    }

    /** The name of its campaign; alone it is one of its own. */
    public UUID campaignName() {
        return campaign == null ? id : campaign;
    }

    /** The same, linked to others. */
    public Incident linked(UUID newCampaign) {
        return next(state, verdict, budget, newCampaign, times);
    }

    /** The same about the token that it turned out to be about, for one that began with an alarm that names none. */
    public Incident about(TokenId found) {
        return new Incident(
                id,
                found,
                state,
                verdict,
                severity,
                openedAt,
                firstSeenAt,
                lastSeenAt,
                sightings,
                authenticated,
                seen,
                budget,
                previous,
                campaign,
                times,
                version);
    }

    Incident budgeted(AlertBudget newBudget) {
        return next(state, verdict, newBudget, campaign, times);
    }

    Incident in(IncidentState newState, @Nullable Verdict newVerdict, Times newTimes) {
        return next(newState, newVerdict, budget, campaign, newTimes);
    }

    /** The next version: all that can change without a sighting. */
    private Incident next(
            IncidentState newState,
            @Nullable Verdict newVerdict,
            AlertBudget newBudget,
            @Nullable UUID newCampaign,
            Times newTimes) {
        return new Incident(
                id,
                token,
                newState,
                newVerdict,
                severity,
                openedAt,
                firstSeenAt,
                lastSeenAt,
                sightings,
                authenticated,
                seen,
                newBudget,
                previous,
                newCampaign,
                newTimes,
                version + 1);
    }
}
