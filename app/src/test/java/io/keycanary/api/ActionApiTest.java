package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.token.CanaryToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Response actions by the API, with a blocker that notes what it is told. */
class ActionApiTest {
    private static final String BLOCK = "{\"action\":\"block-source\",\"target\":\"198.51.100.7\"}";

    private final Installation installation = new Installation();
    private final CanaryToken token = installation.token("backup-sync");
    private String actions = "";

    @BeforeEach
    void someoneUsesTheToken() throws Exception {
        installation.use(token, "11111111-2222", "aws-cli/2.15");
        actions = "/incidents/"
                + installation
                        .get(VIEWER, "/incidents")
                        .json()
                        .at("/items/0/id")
                        .asText() + "/actions";
    }

    @AfterEach
    void close() {
        installation.close();
    }

    private String requested() throws Exception {
        Installation.Reply reply = installation.post(RESPONDER, actions, BLOCK);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().get("state").asText()).isEqualTo("REQUESTED");
        return actions + "/" + reply.json().get("id").asText();
    }

    @Test
    void plan_showsTheCallsAndStoresNothing() throws Exception {
        JsonNode plan = installation.post(RESPONDER, actions + "/plan", BLOCK).json();
        assertThat(plan.at("/calls/0").asText()).isEqualTo("command: block 198.51.100.7");
        assertThat(plan.get("dangerous").asBoolean()).isTrue();
        assertThat(installation.get(VIEWER, actions).json().get("items")).isEmpty();
        assertThat(installation.blocked).isEmpty();
    }

    @Test
    void dangerousAction_isDoneByAnAdministratorWhoTypedItsName() throws Exception {
        String action = requested();
        assertThat(installation.blocked).isEmpty();
        assertThat(installation
                        .post(RESPONDER, action + "/approve", "{\"target\":\"198.51.100.7\"}")
                        .status())
                .isEqualTo(403);
        Installation.Reply bare = installation.post(ADMIN, action + "/approve", "{}");
        assertThat(bare.status()).isEqualTo(409);
        assertThat(bare.json().get("detail").asText()).contains("198.51.100.7");
        assertThat(installation.blocked).isEmpty();

        Installation.Reply done = installation.post(ADMIN, action + "/approve", "{\"target\":\"198.51.100.7\"}");
        assertThat(done.json().get("state").asText()).isEqualTo("DONE");
        assertThat(done.json().get("actor").asText()).isEqualTo("admin");
        assertThat(installation.blocked).containsExactly("block 198.51.100.7");

        assertThat(installation
                        .post(ADMIN, action + "/undo", "{\"target\":\"198.51.100.7\"}")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("UNDONE");
        assertThat(installation.blocked).containsExactly("block 198.51.100.7", "unblock 198.51.100.7");
    }

    /** The same key for two actions of one incident is two requests: their paths differ. */
    @Test
    void idempotencyKey_ofAnotherAction_isRefused() throws Exception {
        String first = requested();
        String second = requested();
        String body = "{\"target\":\"198.51.100.7\"}";
        assertThat(installation
                        .post(ADMIN, first + "/approve", body, "Idempotency-Key", "k")
                        .status())
                .isEqualTo(200);
        assertThat(installation
                        .post(ADMIN, first + "/approve", body, "Idempotency-Key", "k")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("DONE");
        assertThat(installation
                        .post(ADMIN, second + "/approve", body, "Idempotency-Key", "k")
                        .status())
                .isNotEqualTo(200);
        assertThat(installation.blocked).hasSize(1);
    }

    @Test
    void harmlessAction_isDoneAtOnce() throws Exception {
        Installation.Reply kept = installation.post(RESPONDER, actions, "{\"action\":\"keep-decoy-key\"}");
        assertThat(kept.status()).isEqualTo(201);
        assertThat(kept.json().get("state").asText()).isEqualTo("DONE");
    }

    @Test
    void whatCannotBeDone_isAnsweredWithWhy() throws Exception {
        Installation.Reply word = installation.post(RESPONDER, actions, "{\"action\":\"reboot\"}");
        assertThat(word.status()).isEqualTo(400);
        assertThat(word.json().get("detail").asText()).contains("revoke-sessions");
        assertThat(installation
                        .post(RESPONDER, actions, "{\"action\":\"block-source\",\"target\":\"evil.example\"}")
                        .status())
                .isEqualTo(409);
        Installation.Reply account = installation.post(
                RESPONDER, actions, "{\"action\":\"revoke-sessions\",\"target\":\"role/x\",\"account\":\"none\"}");
        assertThat(account.status()).isEqualTo(404);
        assertThat(installation.post(ADMIN, actions + "/ffffffff/approve", "{}").status())
                .isEqualTo(404);
    }
}
