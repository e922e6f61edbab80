package io.keycanary.alert;

import io.keycanary.incident.Attempt;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an alert about an incident says, as values for programs that correlate: they would otherwise have to take its
 * texts apart.
 *
 * @param act the call that it is about; when it is about none, the one that opened the incident; null when none is known
 * @param standing how the incident stood when the alert was made
 */
public record AlertFacts(Decoy decoy, @Nullable Act act, Standing standing) {
    /**
     * The token as AWS knows it.
     *
     * @param account 12-digit id
     * @param keyId the key in use
     */
    public record Decoy(
            String account,
            @Nullable String userArn,
            @Nullable String principalId,
            @Nullable String keyId) {
        static Decoy of(CanaryToken token) {
            return new Decoy(
                    token.account().id(),
                    token.identity().userArn(),
                    token.identity().principalId(),
                    token.activeKey().map(AccessKey::id).orElse(null));
        }
    }

    /**
     * One call, as its record says: every text is hostile, and at most {@value #MAX_CHARS} characters of it are kept, for a
     * record may have 16 MiB and each alert has a copy.
     *
     * @param happenedAtMillis milliseconds since 1970, of the event time
     * @param userArn who called: the decoy, or who tampered with it
     */
    public record Act(
            SightingKind kind,
            boolean authenticated,
            long happenedAtMillis,
            @Nullable String eventId,
            @Nullable String requestId,
            @Nullable String eventSource,
            @Nullable String eventName,
            @Nullable String region,
            @Nullable String sourceIp,
            @Nullable String userAgent,
            @Nullable String errorCode,
            @Nullable String userArn,
            @Nullable String principalId,
            @Nullable String keyId) {
        private static final int MAX_CHARS = 1_000;

        static Act of(Sighting sighting) {
            var facts = sighting.facts();
            return new Act(
                    sighting.kind(),
                    sighting.authenticated(),
                    sighting.happenedAt().toEpochMilli(),
                    capped(facts.eventId()),
                    capped(facts.requestId()),
                    capped(facts.eventSource()),
                    capped(facts.eventName()),
                    capped(facts.awsRegion()),
                    capped(facts.sourceIp()),
                    capped(facts.userAgent()),
                    capped(facts.errorCode()),
                    capped(facts.userArn()),
                    capped(facts.principalId()),
                    capped(facts.accessKeyId()));
        }

        private static @Nullable String capped(@Nullable String hostile) {
            return hostile == null || hostile.length() <= MAX_CHARS ? hostile : hostile.substring(0, MAX_CHARS);
        }

        /** What it was an attempt at. */
        public Attempt attempt() {
            return Attempt.of(eventSource, eventName);
        }
    }

    /**
     * How an incident stands.
     *
     * @param mover who brought it into its state; empty while nobody has
     * @param assignee who it is assigned to; empty for nobody
     */
    public record Standing(
            IncidentState state, @Nullable Verdict verdict, int sightings, String mover, String assignee) {
        private static final Set<String> MOVES = Set.of("acknowledged", "contained", "resolved", "reopen");

        /** Of an incident with its timeline, oldest note first. */
        public static Standing of(Incident incident, List<Note> notes) {
            return new Standing(
                    incident.state(),
                    incident.verdict(),
                    incident.sightings(),
                    last(notes, MOVES).map(Note::author).orElse(""),
                    last(notes, Set.of("assign")).map(Note::text).orElse(""));
        }

        private static Optional<Note> last(List<Note> notes, Set<String> actions) {
            return notes.stream()
                    .filter(note -> actions.contains(note.action()))
                    .reduce((earlier, later) -> later);
        }
    }

    /** Of an alert about this sighting. */
    public static AlertFacts of(CanaryToken token, Sighting sighting, Standing standing) {
        return new AlertFacts(Decoy.of(token), Act.of(sighting), standing);
    }

    /** The same call, and the incident as it stands now. */
    public AlertFacts now(Standing present) {
        return new AlertFacts(decoy, act, present);
    }
}
