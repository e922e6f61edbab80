package io.keycanary.api;

import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentApiTest {
    private static final String HOSTILE = "\u001b[31m<script>alert(1)</script>\n=cmd|' /C calc'!A0 \"quoted\" \u202e";

    private final Installation installation = new Installation();
    private CanaryToken token;
    private String incident = "";

    IncidentApiTest() {
        token = installation.token("backup-sync");
    }

    @BeforeEach
    void someoneUsesTheToken() throws Exception {
        installation.use(token, "11111111-2222", HOSTILE);
        incident =
                installation.get(VIEWER, "/incidents").json().at("/items/0/id").asText();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void incident_isListedByState() throws Exception {
        assertThat(installation.get(VIEWER, "/incidents?state=OPEN").json().get("items"))
                .hasSize(1);
        assertThat(installation.get(VIEWER, "/incidents?state=resolved").json().get("items"))
                .isEmpty();
        assertThat(installation.get(VIEWER, "/incidents?state=lost").status()).isEqualTo(400);
    }

    @Test
    void caseFile_tellsTheWholeStory() throws Exception {
        JsonNode file = installation.get(VIEWER, "/incidents/" + incident).json();

        assertThat(file.at("/token/label").asText()).isEqualTo("backup-sync");
        assertThat(file.at("/token/state").asText()).isEqualTo("TRIGGERED");
        JsonNode sighting = StreamSupport.stream(file.get("timeline").spliterator(), false)
                .filter(entry -> entry.get("what").asText().equals("sighting"))
                .findFirst()
                .orElseThrow()
                .get("sighting");
        assertThat(sighting.get("userAgent").asText()).isEqualTo(HOSTILE);
        assertThat(sighting.get("sourceIp").asText()).isEqualTo("198.51.100.7");
        assertThat(sighting.get("kind").asText()).isEqualTo("use");
        assertThat(sighting.get("arrivals").has("endpoint")).isTrue();
        assertThat(StreamSupport.stream(file.get("timeline").spliterator(), false)
                        .map(entry -> entry.get("what").asText()))
                .contains("alert");
    }

    @Test
    void hostileText_staysInsideItsString() throws Exception {
        String body = installation.get(VIEWER, "/sightings").http().body();

        assertThat(body).doesNotContain("\u001b").doesNotContain("\n");
        assertThat(installation.get(VIEWER, "/sightings").header("Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void move_needsTheVersionThatWasSeen() throws Exception {
        String etag = installation.get(VIEWER, "/incidents/" + incident).header("ETag");
        assertThat(move("acknowledge", null).status()).isEqualTo(428);
        assertThat(move("acknowledge", null, "If-Match", "\"999\"").status()).isEqualTo(412);
        assertThat(move("acknowledge", null, "If-Match", "yesterday").status()).isEqualTo(400);

        Installation.Reply moved = move("acknowledge", null, "If-Match", etag);

        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().get("state").asText()).isEqualTo("ACKNOWLEDGED");
        assertThat(moved.header("ETag")).isNotEqualTo(etag);
        assertThat(move("contain", null, "If-Match", etag).status())
                .as("somebody else was faster")
                .isEqualTo(412);
        assertThat(move("contain", "{\"text\":\"key off\"}", "If-Match", moved.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void resolved_carriesItsVerdictAndCannotGoBack() throws Exception {
        assertThat(move("resolve", "{\"verdict\":\"maybe\"}", "If-Match", "*").status())
                .isEqualTo(400);
        Installation.Reply resolved =
                move("resolve", "{\"verdict\":\"true-positive\",\"text\":\"rotated\"}", "If-Match", "*");

        assertThat(resolved.json().get("verdict").asText()).isEqualTo("TRUE_POSITIVE");
        Installation.Reply back = move("acknowledge", null, "If-Match", "*");
        assertThat(back.status()).isEqualTo(409);
        assertThat(back.json().get("detail").asText()).contains("RESOLVED");
    }

    @Test
    void reopen_resolvedIncident_isOpenAgainOnceForOneKey() throws Exception {
        assertThat(move("reopen", null, "If-Match", "*").status())
                .as("it is open")
                .isEqualTo(409);
        String etag = move("resolve", "{\"verdict\":\"false-positive\"}", "If-Match", "*")
                .header("ETag");
        assertThat(move("reopen", null).status()).as("without If-Match").isEqualTo(428);

        String[] once = {"If-Match", etag, "Idempotency-Key", "reopen-1"};
        Installation.Reply reopened = move("reopen", "{\"text\":\"used again\"}", once);
        Installation.Reply repeated = move("reopen", "{\"text\":\"used again\"}", once);

        assertThat(reopened.json().get("state").asText()).isEqualTo("OPEN");
        assertThat(reopened.json().get("verdict").isNull()).isTrue();
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.json()).isEqualTo(reopened.json());
    }

    @Test
    void assign_person_isShownUntilItIsTakenBack() throws Exception {
        assertThat(move("assign", "{\"person\":\"alice\"}").status()).isEqualTo(201);
        assertThat(installation
                        .get(VIEWER, "/incidents/" + incident)
                        .json()
                        .get("assignee")
                        .asText())
                .isEqualTo("alice");

        assertThat(move("assign", "{}").status()).isEqualTo(201);

        assertThat(installation
                        .get(VIEWER, "/incidents/" + incident)
                        .json()
                        .get("assignee")
                        .isNull())
                .isTrue();
    }

    @Test
    void link_otherIncident_isInBothTimelinesAndNeverWithItself() throws Exception {
        installation.use(installation.token("svc-other"), "33333333-4444", "curl/8");
        String other =
                installation.get(VIEWER, "/incidents").json().at("/items/0/id").asText();

        assertThat(move("links", "{\"incident\":\"%s\",\"text\":\"same person\"}".formatted(other))
                        .status())
                .isEqualTo(201);

        assertThat(links(incident)).containsExactly(other);
        assertThat(links(other)).containsExactly(incident);
        assertThat(move("links", "{\"incident\":\"%s\"}".formatted(incident)).status())
                .isEqualTo(404);
        assertThat(move("links", "{}").status()).isEqualTo(400);
    }

    private List<String> links(String id) throws Exception {
        return StreamSupport.stream(
                        installation
                                .get(VIEWER, "/incidents/" + id)
                                .json()
                                .get("links")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void note_isInTheTimelineUnderItsAuthor() throws Exception {
        assertThat(move("notes", "{\"text\":\"called ops\"}").status()).isEqualTo(201);

        JsonNode file = installation.get(VIEWER, "/incidents/" + incident).json();
        assertThat(StreamSupport.stream(file.get("timeline").spliterator(), false)
                        .filter(entry -> "responder".equals(entry.get("author").asText()))
                        .map(entry -> entry.get("text").asText()))
                .containsExactly("note: called ops");
    }

    @Test
    void sightingsOfAnIncident_arePagedByEventTime() throws Exception {
        for (int i = 2; i < 7; i++) {
            installation.use(token, "11111111-000" + i, "aws-cli/2");
        }
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = installation
                    .get(VIEWER, "/incidents/" + incident + "/sightings?limit=4" + cursor)
                    .json();
            page.get("items").forEach(sighting -> ids.add(sighting.get("id").asText()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());

        assertThat(ids).hasSize(6).doesNotHaveDuplicates();
        assertThat(installation
                        .get(VIEWER, "/incidents/" + incident)
                        .json()
                        .get("sightingsLeftOut")
                        .asInt())
                .isZero();
        assertThat(installation
                        .get(VIEWER, "/incidents/00000000-0000-7000-8000-000000000000/sightings")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void figures_ofAPeriod_holdWhatBeganInIt() throws Exception {
        assertThat(installation
                        .get(VIEWER, "/figures?since=2026-01-01T00:00:00Z")
                        .json()
                        .at("/incidents/OPEN")
                        .asInt())
                .isEqualTo(1);
        assertThat(installation
                        .get(VIEWER, "/figures?until=2026-01-01T00:00:00Z")
                        .json()
                        .get("incidents"))
                .isEmpty();
        assertThat(installation.get(VIEWER, "/figures").json().get("drills")).isEmpty();
        Installation.Reply bad = installation.get(VIEWER, "/figures?since=yesterday");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("detail").asText()).contains("since", "yesterday", "2026-11-20T14:30:00Z");
        assertThat(installation
                        .get(VIEWER, "/figures?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void sightings_arePagedNewestFirst() throws Exception {
        for (int i = 0; i < 4; i++) {
            installation.passes(java.time.Duration.ofSeconds(1));
            installation.use(token, "again-" + i, "aws-cli/2");
        }
        JsonNode first = installation.get(VIEWER, "/sightings?limit=3").json();
        JsonNode second = installation
                .get(VIEWER, "/sightings?limit=3&cursor=" + first.get("next").asText())
                .json();

        assertThat(first.at("/items/0/eventId").asText()).isEqualTo("again-3");
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(first.at("/items/0/claimedTool").asText()).isEqualTo("AWS CLI 2");
    }

    @Test
    void alertsAndFigures_tellOfTheIncident() throws Exception {
        JsonNode alerts = installation.get(VIEWER, "/alerts?state=PENDING").json();
        assertThat(alerts.get("items")).hasSize(2);
        assertThat(alerts.at("/items/0/incident").asText()).isEqualTo(incident);

        JsonNode figures = installation.get(VIEWER, "/figures").json();
        assertThat(figures.at("/incidents/OPEN").asInt()).isEqualTo(1);
        assertThat(figures.at("/detect/medianSeconds").asDouble()).isEqualTo(2.0);
        assertThat(figures.at("/paths/endpoint/count").asInt()).isEqualTo(1);
        assertThat(figures.get("fidelity").isNull()).isTrue();
    }

    @Test
    void unknownIncident_isNotFound() throws Exception {
        assertThat(installation
                        .get(VIEWER, "/incidents/00000000-0000-7000-8000-000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(installation.get(VIEWER, "/incidents/nothing").status()).isEqualTo(404);
        assertThat(installation
                        .get(VIEWER, "/incidents/" + incident.substring(28))
                        .status())
                .isEqualTo(200);
    }

    private Installation.Reply move(String what, @org.jspecify.annotations.Nullable String body, String... headers)
            throws Exception {
        return installation.post(RESPONDER, "/incidents/" + incident + "/" + what, body, headers);
    }
}
