package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.token.CanaryToken;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertFactsTest {
    private final CanaryToken token = Example.token();

    private static Note note(UUID incident, String author, String action, String text) {
        return new Note(Example.id(), incident, Example.T, author, action, text);
    }

    @Test
    void act_hugeUserAgent_isCapped() {
        Sighting sighting = Example.sighting(token.id(), Disposition.ALERT, Example.id());
        Sighting huge = sighting.corrected(
                Example.facts("203.0.113.9", "a".repeat(100_000)), sighting.record(), sighting.sha256());

        AlertFacts facts = AlertFacts.of(token, huge, new AlertFacts.Standing(IncidentState.OPEN, null, 1, "", ""));

        assertThat(Objects.requireNonNull(facts.act()).userAgent()).hasSize(1_000);
        assertThat(facts.act().sourceIp()).isEqualTo("203.0.113.9");
    }

    @Test
    void standing_ofATimeline_isTheLastMoveAndTheLastAssignee() {
        Incident incident = Example.incident(token.id());
        UUID id = incident.id();

        AlertFacts.Standing standing = AlertFacts.Standing.of(
                incident,
                List.of(
                        note(id, "keycanary", "opened", "by sts:GetCallerIdentity"),
                        note(id, "alice", "acknowledged", ""),
                        note(id, "alice", "assign", "bob"),
                        note(id, "carol", "note", "called ops"),
                        note(id, "dave", "resolved", "TRUE_POSITIVE"),
                        note(id, "alice", "assign", "")));

        assertThat(standing.mover()).isEqualTo("dave");
        assertThat(standing.assignee()).isEmpty();
        assertThat(AlertFacts.Standing.of(incident, List.of()).mover()).isEmpty();
    }
}
