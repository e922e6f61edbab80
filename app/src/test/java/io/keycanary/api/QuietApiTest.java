package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.token.CanaryToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuietApiTest {
    private static final String RULE =
            "{\"channels\":[\"hook\"],\"until\":\"2026-01-01T14:00:00Z\",\"reason\":\"maintenance\"}";

    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void rule_keepsTheAlertsBackUntilItIsEnded() throws Exception {
        CanaryToken token = installation.token("backup-sync");
        Installation.Reply added = installation.post(ADMIN, "/quiet-rules", RULE);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().get("atMost").asText()).isEqualTo("HIGH");
        installation.use(token, "11111111-2222", "aws-cli/2.15");
        JsonNode kept = installation.get(VIEWER, "/alerts?state=quiet").json().get("items");
        assertThat(kept).hasSize(1);
        assertThat(kept.at("/0/channel").asText()).isEqualTo("hook");

        String id = added.json().get("id").asText();
        assertThat(installation
                        .post(RESPONDER, "/quiet-rules/" + id + "/end", null)
                        .status())
                .isEqualTo(403);
        assertThat(installation.post(ADMIN, "/quiet-rules/" + id + "/end", null).status())
                .isEqualTo(200);
        assertThat(installation.get(VIEWER, "/quiet-rules").json().get("items")).isEmpty();
        assertThat(installation.get(VIEWER, "/quiet-rules?all=true").json().get("items"))
                .hasSize(1);
        assertThat(installation.post(ADMIN, "/quiet-rules/" + id + "/end", null).status())
                .isEqualTo(409);
    }

    @Test
    void rule_thatWouldMuteEverythingOrSaysTooLittle_isRefused() throws Exception {
        String all = RULE.replace("[\"hook\"]", "[\"hook\",\"console\"]");
        assertThat(installation
                        .post(ADMIN, "/quiet-rules", all)
                        .json()
                        .get("detail")
                        .asText())
                .contains("mute everything");
        for (String broken : new String[] {
            "{}", RULE.replace("hook", "hok"), RULE.replace("2026", "2027"), RULE.replace("[\"hook\"]", "[null]")
        }) {
            assertThat(installation.post(ADMIN, "/quiet-rules", broken).status())
                    .as(broken)
                    .isEqualTo(400);
        }
        assertThat(installation.post(RESPONDER, "/quiet-rules", RULE).status()).isEqualTo(403);
    }
}
