package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.intake.AuditEntry;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.SecretVault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenApiTest {
    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void issued_isThereAndHasNoSecret() throws Exception {
        Installation.Reply made = installation.post(
                ADMIN,
                "/tokens",
                "{\"userName\":\"backup-sync\",\"path\":\"/svc/\",\"owner\":\"ops\",\"tags\":[\"web\"]}");

        assertThat(made.status()).isEqualTo(201);
        String id = made.json().get("id").asText();
        assertThat(made.header("Location")).isEqualTo("/api/v1/tokens/" + id);
        assertThat(made.json().get("userArn").asText()).isEqualTo("arn:aws:iam::123456789012:user/svc/backup-sync");
        assertThat(made.json().get("state").asText()).isEqualTo("ISSUED");
        assertThat(made.json().at("/tags/0").asText()).isEqualTo("web");
        String list = installation.get(VIEWER, "/tokens").http().body();
        assertThat(list).contains(id).doesNotContain(secret(id)).doesNotContainIgnoringCase("secret");
        assertThat(installation
                        .get(VIEWER, "/tokens/" + id.substring(28))
                        .json()
                        .get("label")
                        .asText())
                .isEqualTo("backup-sync");
    }

    private String secret(String id) {
        return installation.ledger.read(stores -> {
            CanaryToken token =
                    stores.tokens().find(io.keycanary.token.TokenId.of(id)).orElseThrow();
            return stores.vault()
                    .get(
                            token.id(),
                            SecretVault.secretOf(token.activeKey().orElseThrow().id()))
                    .orElseThrow()
                    .reveal(SecretAccess.forInsecureReading());
        });
    }

    @Test
    void reveal_givesTheSecretAndIsRemembered() throws Exception {
        String id = installation.token("backup-sync").id().toString();

        JsonNode revealed =
                installation.post(ADMIN, "/tokens/" + id + "/reveal", null).json();

        assertThat(revealed.get("secretAccessKey").asText()).isEqualTo(secret(id));
        List<AuditEntry> audit =
                installation.ledger.read(stores -> stores.audit().after(0, 100));
        assertThat(audit).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("token.reveal");
            assertThat(entry.actor()).isEqualTo("admin");
        });
    }

    @Test
    void reveal_whatIsNotKept_isAConflict() throws Exception {
        String id = imported("AKIAIMPORTED00000001");

        Installation.Reply reply = installation.post(ADMIN, "/tokens/" + id + "/reveal", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().get("detail").asText()).contains("not kept");
    }

    private String imported(String key) throws Exception {
        Installation.Reply reply = installation.post(
                ADMIN, "/tokens/import", "{\"tokens\":[{\"id\":\"old\",\"accessKeyIds\":[\"" + key + "\"]}]}");
        assertThat(reply.status()).isEqualTo(201);
        return reply.json().at("/items/0/id").asText();
    }

    @Test
    void import_ofAKnownKey_isAConflictAndTakesNone() throws Exception {
        imported("AKIAIMPORTED00000001");

        Installation.Reply reply = installation.post(ADMIN, "/tokens/import", """
                {"tokens":[{"id":"a","accessKeyIds":["AKIAIMPORTED00000002"]},
                           {"id":"b","accessKeyIds":["AKIAIMPORTED00000001"]}]}""");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().get("detail").asText()).contains("AKIAIMPORTED00000001");
        assertThat(installation.get(VIEWER, "/tokens").json().get("items")).hasSize(1);
    }

    @Test
    void retired_isRetiredOnce() throws Exception {
        String id = installation.token("backup-sync").id().toString();
        JsonNode first =
                installation.post(ADMIN, "/tokens/" + id + "/retire", null).json();
        installation.passes(java.time.Duration.ofHours(1));
        JsonNode second =
                installation.post(ADMIN, "/tokens/" + id + "/retire", null).json();

        assertThat(first.get("state").asText()).isEqualTo("RETIRED");
        assertThat(second.get("retiredAt")).isEqualTo(first.get("retiredAt"));
    }

    @Test
    void place_isRecordedAndListed() throws Exception {
        String id = installation.token("backup-sync").id().toString();
        Installation.Reply made = installation.post(
                ADMIN,
                "/tokens/" + id + "/placements",
                "{\"kind\":\"secret-store\",\"location\":\"vault: ops/backup\",\"planted\":true}");

        assertThat(made.status()).isEqualTo(201);
        JsonNode places =
                installation.get(VIEWER, "/tokens/" + id + "/placements").json();
        assertThat(places.at("/items/0/state").asText()).isEqualTo("PLANTED");
        assertThat(places.at("/items/0/kind").asText()).isEqualTo("secret-store");
    }

    @Test
    void pages_holdEveryTokenOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            installation.passes(java.time.Duration.ofSeconds(1));
            expected.add(installation.token("user-" + i).id().toString());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = installation.get(VIEWER, "/tokens?limit=3" + cursor).json();
            page.get("items").forEach(item -> seen.add(item.get("id").asText()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
            pages++;
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=-1",
                "limit=99999999999",
                "cursor=x",
                "cursor=%00",
                "cursor=JyBPUiAxPTE"
            })
    void wrongPaging_isRefused(String query) throws Exception {
        Installation.Reply reply = installation.get(VIEWER, "/tokens?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"userName":"a","colour":"red"}                  | unknown field "colour"; known are label, owner
                    {"userName":"a","userName":"b"}                  | Duplicate
                    {}                                               | userName is missing
                    {"userName":null}                                | userName is missing
                    {"userName":5}                                   | field "userName"
                    {"userName":["a"]}                               | field "userName"
                    {"userName":"<script>alert(1)</script>"}         | user name has 1 to 64
                    {"userName":"a","path":"no-slash"}               | path begins and ends
                    {"userName":"a","tags":["a b"]}                  | a tag is 1 to 64 letters
                    {"userName":"a","tags":[null]}                   | tags holds null
                    {"userName":"a"} trailing                        | no JSON
                    {"userName":                                     | no JSON
                    [1]                                              | wrong kind
                    null                                             | body is null
                    '{"userName":"a","\\u001b[31mred\\n":1}'         | unknown field "
                    """)
    void badRequest_isRefusedWithTheReason(String body, String reason) throws Exception {
        Installation.Reply reply = installation.post(ADMIN, "/tokens", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("status").asInt()).isEqualTo(400);
        assertThat(reply.json().get("detail").asText())
                .contains(reason)
                .doesNotContain("io.keycanary", "java.", "jackson", "\u001b", "\n");
        assertThat(installation.get(VIEWER, "/tokens").json().get("items")).isEmpty();
    }

    @Test
    void deepJson_isRefused() throws Exception {
        assertThat(installation.post(ADMIN, "/tokens", "[".repeat(10_000)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "00000000-0000-7000-8000-000000000000",
                "%27%20OR%201=1--",
                "%0d%0aX:y",
                "..%2f..",
                "%F0%9F%90%A4"
            })
    void unknownToken_isNotFound(String name) throws Exception {
        installation.token("backup-sync");

        assertThat(installation.get(VIEWER, "/tokens/" + name).status()).isIn(400, 404);
    }
}
