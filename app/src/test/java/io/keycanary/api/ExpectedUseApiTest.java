package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpectedUseApiTest {
    private static final String RULE = """
            {"tokens":["backup-sync"],"network":"198.51.100.0/24","until":"2026-01-01T20:00:00Z","reason":"red team"}""";

    private final Installation installation = new Installation();
    private final CanaryToken token = installation.token("backup-sync");

    @AfterEach
    void close() {
        installation.close();
    }

    private String added(String rule) throws Exception {
        Installation.Reply reply = installation.post(ADMIN, "/expected-uses", rule);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(201);
        return reply.json().get("id").asText();
    }

    /** The record of {@link Installation#use} says two seconds before noon, when the installation begins. */
    private void noon() {
        installation.passes(Duration.ofSeconds(-30));
    }

    @Test
    void use_thatIsExpected_opensNothingAndIsCounted() throws Exception {
        noon();
        String id = added(RULE);
        installation.use(token, "e1", "scanner/1");

        assertThat(installation.get(VIEWER, "/incidents").json().get("items")).isEmpty();
        assertThat(installation.get(VIEWER, "/figures").json().get("expected").asInt())
                .isEqualTo(1);
        assertThat(installation.get(VIEWER, "/sightings").json().get("items")).hasSize(1);
        JsonNode covered = installation.get(VIEWER, "/expected-uses/" + id).json();
        assertThat(covered.at("/sightings/0/eventId").asText()).isEqualTo("e1");
        assertThat(covered.at("/rule/addedBy").asText()).isEqualTo("admin");
        assertThat(covered.at("/rule/tokens/0").asText()).isEqualTo(token.id().toString());
    }

    @Test
    void use_fromElsewhereOrAfterTheEnd_alerts() throws Exception {
        noon();
        added(RULE.replace("198.51.100.0/24", "203.0.113.0/24"));
        String ended = added(RULE);
        installation.passes(Duration.ofSeconds(10));
        assertThat(installation
                        .post(ADMIN, "/expected-uses/" + ended.substring(28) + "/end", null)
                        .status())
                .isEqualTo(200);
        installation.use(token, "e1", "scanner/1");

        assertThat(installation.get(VIEWER, "/incidents").json().get("items")).hasSize(1);
        assertThat(installation.get(VIEWER, "/expected-uses").json().get("items"))
                .hasSize(1);
        assertThat(installation.get(VIEWER, "/expected-uses?all=true").json().get("items"))
                .hasSize(2);
        assertThat(installation
                        .post(ADMIN, "/expected-uses/" + ended + "/end", null)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void rule_isTheAdministrators() throws Exception {
        assertThat(installation.post(RESPONDER, "/expected-uses", RULE).status())
                .isEqualTo(403);
    }

    @Test
    void rule_withoutTokensNetworkOrEnd_isRefusedByName() throws Exception {
        refused(RULE.replace("[\"backup-sync\"]", "[]"), "allTokens");
        refused(RULE.replace("\"tokens\"", "\"allTokens\":true,\"tokens\""), "allTokens");
        refused(RULE.replace("198.51.100.0/24", "0.0.0.0/0"), "too large");
        refused(RULE.replace("2026-01-01T20:00:00Z", "tomorrow"), "RFC 3339");
        refused(RULE.replace("2026-01-01T20:00:00Z", "2027-01-01T20:00:00Z"), "90 days");
        refused(RULE.replace("red team", ""), "reason");
        refused(RULE.replace("}", ",\"userAgent\":\"scanner/1\"}"), "userAgent");
        assertThat(added(RULE.replace("\"tokens\":[\"backup-sync\"]", "\"allTokens\":true")))
                .isNotEmpty();
    }

    private void refused(String rule, String why) throws Exception {
        Installation.Reply reply = installation.post(ADMIN, "/expected-uses", rule);
        assertThat(reply.status()).as(rule).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).contains(why);
    }
}
