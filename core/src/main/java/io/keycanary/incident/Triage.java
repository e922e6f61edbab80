package io.keycanary.incident;

import io.keycanary.detect.RecordFacts;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a sighting means: whether it counts, which incident it joins, and whether that deserves an alert. Pure:
 * everything it needs is given to it, so that the same facts always lead to the same decision.
 */
public final class Triage {
    /** Questions about a key itself: a posture scanner does not ask them, an intruder with a found key does. */
    private static final Set<String> KEY_QUESTIONS = Set.of("GetAccessKeyInfo", "GetAccessKeyLastUsed");

    private static final Pattern READING = Pattern.compile("(Get|List|Describe|Lookup|Simulate|Generate|BatchGet).*");

    private Triage() {}

    /**
     * What else is known when a sighting is decided.
     *
     * @param ours the request id is one of a call that we made
     * @param drill the request id is one of a drill
     * @param drillRuns a drill of the token runs that may still name it
     * @param expected the rules that may cover it
     */
    public record Context(boolean ours, boolean drill, boolean drillRuns, List<ExpectedUse> expected) {}

    /** What to do about a sighting. */
    public static Disposition dispose(Sighting sighting, Context context) {
        if (context.ours) {
            return Disposition.OWN;
        }
        if (sighting.kind() == SightingKind.USE) {
            return disposeUse(sighting, context);
        }
        return sighting.kind() == SightingKind.TAMPER && looksOnly(sighting) ? Disposition.LOOK : Disposition.ALERT;
    }

    private static Disposition disposeUse(Sighting sighting, Context context) {
        if (context.drill && sighting.authenticated()) {
            return Disposition.DRILL;
        }
        if (context.drillRuns) {
            return Disposition.DEFERRED;
        }
        boolean expected = context.expected.stream().anyMatch(rule -> rule.covers(sighting));
        return expected ? Disposition.EXPECTED : Disposition.ALERT;
    }

    private static boolean looksOnly(Sighting sighting) {
        return reads(sighting.facts())
                && !KEY_QUESTIONS.contains(String.valueOf(sighting.facts().eventName()));
    }

    /** Whether a call changes nothing: by what its record says, otherwise by its name. */
    public static boolean reads(RecordFacts facts) {
        Boolean readOnly = facts.readOnly();
        return readOnly == null
                ? READING.matcher(String.valueOf(facts.eventName())).matches()
                : readOnly;
    }

    /**
     * The incident after a sighting joined it.
     *
     * @param novelties what was not seen in it before; all aspects for a new incident
     * @param alert whether an alert goes out now; a novelty without one waits for the digest
     */
    public record Joined(Incident incident, Set<Novelty> novelties, boolean first, boolean alert) {}

    /** Whether a sighting belongs to the incident that was resolved last, because it happened before its resolution. */
    public static boolean late(Sighting sighting, Incident resolved) {
        Instant end = resolved.times().resolvedAt();
        return end != null && sighting.happenedAt().isBefore(end);
    }

    /** Opens an incident with its first sighting. */
    public static Joined open(Sighting sighting, @Nullable Incident previous, InstantSource clock) {
        Instant now = clock.instant();
        Set<Novelty> all = Novelty.of(sighting);
        Incident incident = new Incident(
                Uuid7.next(clock),
                sighting.token(),
                IncidentState.OPEN,
                null,
                Severity.of(sighting),
                now,
                sighting.happenedAt(),
                sighting.happenedAt(),
                1,
                sighting.authenticated(),
                all,
                AlertBudget.full(now).spent(),
                previous == null ? null : previous.id(),
                null,
                Incident.Times.NONE,
                1);
        return new Joined(incident, all, true, true);
    }

    /** Adds a sighting to an incident. A higher severity is told at once, whatever the bound per hour says. */
    public static Joined join(Incident incident, Sighting sighting, Instant now) {
        Set<Novelty> novelties = new LinkedHashSet<>(Novelty.of(sighting));
        novelties.removeAll(incident.seen());
        Severity severity = incident.severity().max(Severity.of(sighting));
        AlertBudget budget = incident.budget().at(now);
        int bound = incident.authenticated() || sighting.authenticated()
                ? AlertBudget.PER_HOUR
                : AlertBudget.PER_HOUR_UNAUTHENTICATED;
        boolean worse = severity != incident.severity();
        boolean alert = !novelties.isEmpty() && (worse || budget.allows(bound));
        if (!novelties.isEmpty()) {
            budget = alert ? budget.spent() : budget.delayed();
        }
        return new Joined(grown(incident, sighting, novelties, severity, budget), novelties, false, alert);
    }

    /** Novelties are capped, so that an incident stays small under a flood; beyond the cap all count as seen. */
    private static final int MAX_NOVELTIES = 500;

    private static Incident grown(
            Incident i, Sighting sighting, Set<Novelty> novelties, Severity severity, AlertBudget budget) {
        Set<Novelty> seen = new LinkedHashSet<>(i.seen());
        novelties.stream().limit(Math.max(0, MAX_NOVELTIES - seen.size())).forEach(seen::add);
        Instant at = sighting.happenedAt();
        return new Incident(
                i.id(),
                i.token(),
                i.state(),
                i.verdict(),
                severity,
                i.openedAt(),
                at.isBefore(i.firstSeenAt()) ? at : i.firstSeenAt(),
                at.isAfter(i.lastSeenAt()) ? at : i.lastSeenAt(),
                i.sightings() + 1,
                i.authenticated() || sighting.authenticated(),
                seen,
                budget,
                i.previous(),
                i.campaign(),
                i.times(),
                i.version() + 1);
    }

    /** The incident after its digest went out. */
    public static Incident digested(Incident incident, Instant now) {
        return incident.budgeted(incident.budget().digested(now));
    }
}
