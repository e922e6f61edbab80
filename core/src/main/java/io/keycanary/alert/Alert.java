package io.keycanary.alert;

import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message about an incident. The texts answer, in this order, what a woken analyst asks. They may quote records and
 * are hostile: each channel escapes them for its own sink and caps their length.
 *
 * @param id receivers drop repeats of it
 * @param incident null for an alert about ourselves
 * @param leaked what leaked: the place, or the token's label when no place is recorded
 * @param tried what was tried
 * @param from from where
 * @param since event time of the first sighting
 * @param todo what to do now
 * @param link where to look further: an address, or a command
 * @param details further lines
 * @param repeat whether an earlier sending may have arrived; set on the way out, never stored
 * @param facts the same as values; null in an alert about ourselves
 */
public record Alert(
        UUID id,
        Reason reason,
        Severity severity,
        @Nullable UUID incident,
        @Nullable TokenId token,
        String leaked,
        String tried,
        String from,
        @Nullable Instant since,
        String todo,
        String link,
        List<String> details,
        Instant createdAt,
        boolean repeat,
        @Nullable AlertFacts facts) {

    /** Why it is sent. */
    public enum Reason {
        /** The first sighting of an incident. */
        FIRST_SIGHTING,
        /** Something new in an incident. */
        NOVELTY,
        /** What the bound per hour kept back, and looks at decoys. */
        DIGEST,
        /** Somebody works on the incident. */
        ACKNOWLEDGED,
        /** Somebody else works on the incident, or nobody. */
        ASSIGNED,
        /** The incident can do no more harm. */
        CONTAINED,
        /** The incident is closed. */
        RESOLVED,
        /** The incident was closed and is worked on again. */
        REOPENED,
        /** Nobody has acknowledged the incident in time. */
        ESCALATED,
        /** Sent from time to time, so that silence is noticed. */
        HEARTBEAT,
        /** What happened in a week or month; tells of no intruder, and nobody need act. */
        REPORT,
        /** A scheduled drill was not seen, or not by every path. */
        DRILL_MISSED,
        /** Another channel does not deliver. */
        CHANNEL_DOWN,
        /** Asked for by {@code alert test}. */
        TEST;

        /** Whether it is sent though nothing is wrong. */
        public boolean informational() {
            return this == TEST || this == HEARTBEAT || this == REPORT;
        }

        /** Whether it tells what an intruder did, and not what we or the team did. */
        public boolean tellsOfSightings() {
            return this == FIRST_SIGHTING || this == NOVELTY || this == DIGEST;
        }
    }

    /** Copies the list. */
    public Alert {
        details = List.copyOf(details);
    }

    /** One that was never sent. */
    public Alert(
            UUID id,
            Reason reason,
            Severity severity,
            @Nullable UUID incident,
            @Nullable TokenId token,
            String leaked,
            String tried,
            String from,
            @Nullable Instant since,
            String todo,
            String link,
            List<String> details,
            Instant createdAt) {
        this(
                id, reason, severity, incident, token, leaked, tried, from, since, todo, link, details, createdAt,
                false, null);
    }

    /** The same, with values. */
    public Alert with(@Nullable AlertFacts newFacts) {
        return new Alert(
                id, reason, severity, incident, token, leaked, tried, from, since, todo, link, details, createdAt,
                repeat, newFacts);
    }

    /** The same, marked for a receiver who may have it already. */
    Alert asRepeat() {
        return new Alert(
                id, reason, severity, incident, token, leaked, tried, from, since, todo, link, details, createdAt, true,
                facts);
    }
}
