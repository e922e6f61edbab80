package io.keycanary.api;

import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.alert.Alert;
import io.keycanary.desk.OnCallDesk;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.token.Secret;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of PagerDuty, signed as it signs them, against the real server. */
class HookApiTest {
    private static final String HOOK = "/hooks/pagerduty/pager";
    private static final String SIGNATURE = "X-PagerDuty-Signature";

    private final Installation installation = new Installation();
    private String incident = "";

    @BeforeEach
    void openIncident() throws Exception {
        installation.use(installation.token("backup-sync"), "e1", "aws-cli/2.15");
        incident =
                installation.get(VIEWER, "/incidents").json().at("/items/0/id").asText();
        installation.passes(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        installation.close();
    }

    /** As PagerDuty documents it, with more members than we read. */
    private String event(String type, @Nullable String key, String title, String agent) {
        return """
                {"event":{"id":"01BTQ9B7A7EXAMPLE","event_type":"incident.%s","resource_type":"incident",\
                "occurred_at":"%s","agent":%s,"client":null,"data":{"id":"PGR0VU2","type":"incident",\
                "self":"https://api.pagerduty.com/incidents/PGR0VU2","html_url":"https://acme.pagerduty.com/incidents/PGR0VU2",\
                "number":2,"status":"%s","incident_key":%s,"created_at":"2026-01-01T12:00:00Z","title":"%s",\
                "service":{"id":"PF9KMXH","summary":"decoys","type":"service_reference"},"assignees":[],"urgency":"high"}}}""".formatted(
                        type, installation.instant(), agent, type, key == null ? "null" : "\"" + key + "\"", title);
    }

    private static String agent(String name) {
        return "{\"html_url\":\"https://acme.pagerduty.com/users/PLH1HKV\",\"id\":\"PLH1HKV\",\"summary\":\"" + name
                + "\",\"type\":\"user_reference\"}";
    }

    private String acknowledged() {
        return event("acknowledged", incident, "A little bump in the road", agent("Tenex Engineer"));
    }

    private static String sign(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private Installation.Reply tell(String body) throws Exception {
        return installation.send(null, "POST", HOOK, body, SIGNATURE, sign(Installation.HOOK_SECRET, body));
    }

    private String outcome(String body) throws Exception {
        Installation.Reply reply = tell(body);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return reply.json().get("outcome").asText();
    }

    private JsonNode file() throws Exception {
        return installation.get(VIEWER, "/incidents/" + incident).json();
    }

    private String state() throws Exception {
        return file().at("/incident/state").asText();
    }

    private List<String> timeline() throws Exception {
        List<String> entries = new ArrayList<>();
        file().get("timeline").forEach(entry -> entries.add(entry.toString()));
        return entries;
    }

    private List<Alert.Reason> alerts() {
        return installation.ledger.read(stores -> stores.outbox().alerts(UUID.fromString(incident))).stream()
                .map(Alert::reason)
                .toList();
    }

    @Test
    void acknowledged_rightSignature_acknowledgesAsThatPerson() throws Exception {
        assertThat(outcome(acknowledged())).isEqualTo("acknowledged");

        assertThat(state()).isEqualTo("ACKNOWLEDGED");
        assertThat(installation
                        .ledger
                        .read(stores -> stores.audit().after(0, 100))
                        .toString())
                .contains("pagerduty:Tenex Engineer", "incident.acknowledged");
        assertThat(alerts()).containsExactly(Alert.Reason.FIRST_SIGHTING, Alert.Reason.ACKNOWLEDGED);
    }

    /** PagerDuty repeats, and tells us of the acknowledgement that we told it. */
    @Test
    void acknowledged_again_changesNothing() throws Exception {
        outcome(acknowledged());
        int entries = timeline().size();

        assertThat(outcome(acknowledged())).isEqualTo("nothing-new");
        assertThat(outcome(event("acknowledged", incident, "t", agent("somebody else"))))
                .isEqualTo("nothing-new");
        assertThat(timeline()).hasSize(entries);
        assertThat(alerts()).containsExactly(Alert.Reason.FIRST_SIGHTING, Alert.Reason.ACKNOWLEDGED);
    }

    @Test
    void acknowledged_fromBeforeItWasOpenedAgain_changesNothing() throws Exception {
        String captured = acknowledged();
        outcome(captured);
        installation.passes(Duration.ofMinutes(1));
        move("resolve", "{\"verdict\":\"BENIGN_POSITIVE\"}");
        installation.passes(Duration.ofMinutes(1));
        move("reopen", "{}");

        assertThat(outcome(captured)).isEqualTo("nothing-new");
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void acknowledged_withoutKeyByTheTitleThatWeGave_isThatIncident() throws Exception {
        String title = "[HIGH] Leaked: token backup-sync (incident " + Uuid7.shortForm(UUID.fromString(incident)) + ")";

        assertThat(outcome(event("acknowledged", null, title, agent("Ann")))).isEqualTo("acknowledged");
        assertThat(state()).isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void acknowledged_byAnAutomation_isPagerDutys() throws Exception {
        assertThat(outcome(event("acknowledged", incident, "t", "null"))).isEqualTo("acknowledged");
        assertThat(String.join("\n", timeline())).contains("\"pagerduty\"");
    }

    @Test
    void resolved_open_standsInTheTimelineOnceAndResolvesNothing() throws Exception {
        String resolved = event("resolved", incident, "t", agent("Tenex Engineer"));

        assertThat(outcome(resolved)).isEqualTo("noted");
        assertThat(outcome(resolved)).isEqualTo("nothing-new");
        assertThat(state()).isEqualTo("OPEN");
        assertThat(timeline().stream().filter(entry -> entry.contains("needs a verdict")))
                .hasSize(1)
                .allMatch(entry -> entry.contains("pagerduty:Tenex Engineer"));
    }

    /** We resolved it, told PagerDuty, and it tells us. */
    @Test
    void resolved_resolvedHere_changesNothing() throws Exception {
        move("resolve", "{\"verdict\":\"TRUE_POSITIVE\"}");

        assertThat(outcome(event("resolved", incident, "t", "null"))).isEqualTo("nothing-new");
    }

    private void move(String move, String body) throws Exception {
        assertThat(installation
                        .post(RESPONDER, "/incidents/" + incident + "/" + move, body, "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signatures_several_oneRightIsEnough() throws Exception {
        String body = acknowledged();
        String header = sign("the-secret-before", body) + ", " + sign(Installation.HOOK_SECRET, body);

        assertThat(installation
                        .send(null, "POST", HOOK, body, SIGNATURE, header)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signature_wrongOrMissing_isRefusedAndChangesNothing() throws Exception {
        String body = acknowledged();
        String right = sign(Installation.HOOK_SECRET, body);
        List<String> wrong = List.of(
                sign("another-secret-0123", body),
                right.substring(3),
                "v2=" + right.substring(3),
                right.substring(0, right.length() - 1),
                right + "0",
                "",
                ",,,");
        for (String header : wrong) {
            assertThat(installation
                            .send(null, "POST", HOOK, body, SIGNATURE, header)
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(installation.send(null, "POST", HOOK, body).status()).isEqualTo(401);
        assertThat(installation
                        .send(null, "POST", HOOK, body + " ", SIGNATURE, right)
                        .status())
                .isEqualTo(401);
        assertThat(state()).isEqualTo("OPEN");
    }

    /** A bearer token is no signature, and nobody learns which channels there are. */
    @Test
    void channel_unknown_isAnsweredLikeAWrongSignature() throws Exception {
        String body = acknowledged();
        Installation.Reply unknown = installation.send(
                RESPONDER, "POST", "/hooks/pagerduty/nobody", body, SIGNATURE, sign(Installation.HOOK_SECRET, body));
        Installation.Reply wrong = installation.send(RESPONDER, "POST", HOOK, body, SIGNATURE, "v1=00");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.http().body()).isEqualTo(wrong.http().body()).doesNotContain(Installation.HOOK_SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acknowledged | 0198c5b1-0000-7000-8000-00000000ffff | t",
                "acknowledged | baf7cf21b1da41b4b0221008339ff357     | The server is on fire",
                "acknowledged | keycanary-test                       | t",
                "resolved     | 0198c5b1-0000-7000-8000-00000000ffff | t",
                "acknowledged |                                      | ours (incident ffffffff)"
            })
    void incident_thatIsNotOurs_isIgnored(String type, @Nullable String key, String title) throws Exception {
        assertThat(outcome(event(type, key, title, "null"))).isEqualTo("ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"triggered", "escalated", "annotated", "\\u001b[2J"})
    void event_ofAnotherType_isIgnored(String type) throws Exception {
        assertThat(outcome(event(type, incident, "t", "null"))).isEqualTo("ignored");
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void ping_ofTheSubscription_isAccepted() throws Exception {
        assertThat(outcome("{\"event\":{\"event_type\":\"pagey.ping\",\"data\":{\"message\":\"Hello\"}}}"))
                .isEqualTo("ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "<html>", "{\"event\":", "nul"})
    void body_noJson_isRefused(String body) throws Exception {
        assertThat(tell(body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "7", "null", "{\"event\":[1]}", "{\"event\":{\"data\":7}}"})
    void body_anotherDocument_isIgnored(String body) throws Exception {
        assertThat(outcome(body)).isEqualTo("ignored");
    }

    @Test
    void event_withoutATime_isRefused() throws Exception {
        String body = acknowledged().replace(installation.instant().toString(), "yesterday");

        assertThat(tell(body).status()).isEqualTo(400);
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void body_tooLong_isRefusedBeforeItsSignatureIsAsked() throws Exception {
        assertThat(installation
                        .send(null, "POST", HOOK, " ".repeat(HookRoutes.MAX_BODY_BYTES + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void agent_hostileName_isHarmlessAndCapped() throws Exception {
        outcome(event("acknowledged", incident, "t", agent("\\u001b[2J\\u202egnp" + "a".repeat(500))));

        String actors =
                installation.ledger.read(stores -> stores.audit().after(0, 100)).toString();
        assertThat(actors).contains("pagerduty:\\u{1b}[2J").doesNotContain("\u001b", "\u202e", "a".repeat(100));
    }

    @Test
    void secret_tooShort_isRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookRoutes(
                        new OnCallDesk(new MemoryLedger(), InstantSource.system()),
                        Map.of("pager", Secret.of("short"))))
                .withMessageContaining("'pager'")
                .withMessageNotContaining("short ");
    }
}
