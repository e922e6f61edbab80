package io.keycanary.incident;

import io.keycanary.incident.Incident.Times;
import java.time.Instant;

/** The moves of an incident, always forward: OPEN, ACKNOWLEDGED, CONTAINED, RESOLVED. A step may be left out. */
public final class Progress {
    private Progress() {}

    /**
     * Somebody works on it.
     *
     * @throws IllegalMoveException when it is past that
     */
    public static Incident acknowledge(Incident incident, Instant now) {
        Times times = incident.times();
        return move(
                incident, IncidentState.ACKNOWLEDGED, null, new Times(now, times.containedAt(), times.resolvedAt()));
    }

    /**
     * It can do no more harm. Whoever contains it has seen it, so it is acknowledged at the latest now.
     *
     * @throws IllegalMoveException when it is past that
     */
    public static Incident contain(Incident incident, Instant now) {
        Times times = incident.times();
        return move(
                incident,
                IncidentState.CONTAINED,
                null,
                new Times(orNow(times.acknowledgedAt(), now), now, times.resolvedAt()));
    }

    /**
     * Closed. It need not have been contained: a false positive holds nothing.
     *
     * @throws IllegalMoveException when it is resolved already
     */
    public static Incident resolve(Incident incident, Verdict verdict, Instant now) {
        Times times = incident.times();
        return move(
                incident,
                IncidentState.RESOLVED,
                verdict,
                new Times(orNow(times.acknowledgedAt(), now), times.containedAt(), now));
    }

    /**
     * Worked on again after all: nobody works on it yet and nothing holds it. The caller sees to it that the token has no
     * other open incident.
     *
     * @throws IllegalMoveException when it is not resolved
     */
    public static Incident reopen(Incident incident) {
        if (incident.state() != IncidentState.RESOLVED) {
            throw new IllegalMoveException(incident.state(), IncidentState.OPEN);
        }
        return incident.in(IncidentState.OPEN, null, Times.NONE);
    }

    /**
     * Refuses to reopen.
     *
     * @param open the incident of the same token that is open
     */
    public static IllegalMoveException alreadyOpen(Incident open) {
        return new IllegalMoveException("a token has one open incident, and " + open.id()
                + " is open: work on that one, or link the two by `keycanary incident link`");
    }

    private static Instant orNow(@org.jspecify.annotations.Nullable Instant earlier, Instant now) {
        return earlier == null ? now : earlier;
    }

    private static Incident move(
            Incident incident, IncidentState to, @org.jspecify.annotations.Nullable Verdict verdict, Times times) {
        if (incident.state().compareTo(to) >= 0) {
            throw new IllegalMoveException(incident.state(), to);
        }
        return incident.in(to, verdict, times);
    }
}
