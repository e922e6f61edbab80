package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import io.keycanary.intake.Stores;
import io.keycanary.memory.MemoryLedger;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks for: who calls, by which name, how much, how often. */
class HttpTest {
    private final Outage ledger = new Outage();
    private final Installation installation = new Installation(ledger);

    @AfterEach
    void close() {
        installation.close();
    }

    /** A ledger whose database can be taken away. */
    private static final class Outage implements Ledger {
        private final Ledger well = new MemoryLedger();
        volatile boolean down;

        @Override
        public <T> T write(Function<Stores, T> work) {
            check();
            return well.write(work);
        }

        @Override
        public <T> T read(Function<Stores, T> work) {
            check();
            return well.read(work);
        }

        private void check() {
            if (down) {
                throw new LedgerException("jdbc:secret-host refused", new IOException("refused"));
            }
        }

        @Override
        public void close() {
            well.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic YWRtaW46", "bearer \u00e4", "Bearer ' OR 1=1"})
    void withoutAKnownToken_nothingIsShown(String header) throws Exception {
        var request = installation.request("/tokens");
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }
        Installation.Reply reply = installation.reply(request);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.json().get("title").asText()).isEqualTo("Unauthorized");
    }

    @Test
    void wrongTokens_areBoundedAndLockNobodyOut() throws Exception {
        int status = 0;
        for (int i = 0; i <= Bearer.MAX_FAILURES; i++) {
            status = guess();
        }
        assertThat(status).isEqualTo(429);
        assertThat(installation.get(VIEWER, "/tokens").status()).isEqualTo(200);

        installation.passes(java.time.Duration.ofMinutes(1));
        assertThat(guess()).isEqualTo(401);
    }

    private int guess() throws Exception {
        return installation
                .reply(installation.request("/tokens").header("Authorization", "Bearer kcapi_guess"))
                .status();
    }

    @Test
    void revokedToken_isUselessAtOnce() throws Exception {
        JsonNode made = installation
                .post(ADMIN, "/api-tokens", "{\"name\":\"night shift\",\"role\":\"viewer\"}")
                .json();
        String text = made.get("token").asText();
        assertThat(as(text)).isEqualTo(200);
        assertThat(installation.get(ADMIN, "/api-tokens").http().body())
                .contains("night shift")
                .doesNotContain(text);

        installation.post(ADMIN, "/api-tokens/" + made.at("/key/id").asText() + "/revoke", null);

        assertThat(as(text)).isEqualTo(401);
    }

    private int as(String bearer) throws Exception {
        return installation
                .reply(installation.request("/tokens").header("Authorization", "Bearer " + bearer))
                .status();
    }

    @Test
    void repeatedKey_isAnsweredLikeTheFirst() throws Exception {
        String body = "{\"userName\":\"backup-sync\"}";
        Installation.Reply first = installation.post(ADMIN, "/tokens", body, "Idempotency-Key", "k1");
        Installation.Reply again = installation.post(ADMIN, "/tokens", body, "Idempotency-Key", "k1");

        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(installation.get(VIEWER, "/tokens").json().get("items")).hasSize(1);
        assertThat(installation
                        .post(ADMIN, "/tokens", body, "Idempotency-Key", "k2")
                        .status())
                .as("the user is there already")
                .isEqualTo(409);
    }

    @Test
    void keyOfAnotherRequest_isRefused() throws Exception {
        installation.post(ADMIN, "/tokens", "{\"userName\":\"one\"}", "Idempotency-Key", "k1");

        assertThat(installation
                        .post(ADMIN, "/tokens", "{\"userName\":\"two\"}", "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(422);
        assertThat(installation
                        .post(ADMIN, "/tokens", "{\"userName\":\"two\"}", "Idempotency-Key", "with blank")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void failedRequest_mayBeRepeatedWithItsKey() throws Exception {
        String body = "{\"userName\":\"backup-sync\"}";
        ledger.down = true;
        assertThat(installation
                        .post(ADMIN, "/tokens", body, "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(503);
        ledger.down = false;

        assertThat(installation
                        .post(ADMIN, "/tokens", body, "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void storeThatIsDown_isSaidWithoutItsInsides() throws Exception {
        ledger.down = true;
        Installation.Reply reply = installation.get(VIEWER, "/tokens");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.http().body()).doesNotContain("jdbc", "refused", "Exception");
        assertThat(installation.send(null, "GET", "/live", null).status()).isEqualTo(200);
    }

    @Test
    void health_namesEveryPart() throws Exception {
        installation.parts.add(new HealthPart("path", "files /logs", "/logs does not exist: create it"));
        JsonNode health = installation.get(VIEWER, "/health").json();

        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(health.get("parts").findValuesAsText("kind")).containsExactly("store", "channel", "channel", "path");
        assertThat(health.at("/parts/3/problem").asText()).contains("create it");

        installation.parts.clear();
        assertThat(installation.get(VIEWER, "/health").json().get("status").asText())
                .isEqualTo("up");
    }

    @Test
    void metrics_countWhatWentThrough() throws Exception {
        installation.use(installation.token("backup-sync"), "e1", "curl/8");
        Installation.Reply metrics = installation.get(VIEWER, "/metrics");

        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.http().body())
                .contains("keycanary_intake_matched_total 1.0")
                .contains("keycanary_part_up{kind=\"store\",name=\"ledger\"} 1.0")
                .doesNotContain("backup-sync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:80", "[::1]"})
    void ownName_isServed(String host) throws Exception {
        assertThat(hosted(host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.nip.io", "0.0.0.0"})
    void foreignName_isRefused(String host) throws Exception {
        assertThat(hosted(host)).startsWith("HTTP/1.1 421").contains("problem+json");
    }

    private String hosted(String host) throws IOException {
        return installation.raw("GET /api/v1/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void whatIsNotThere_isAProblem() throws Exception {
        Installation.Reply nothing = installation.get(VIEWER, "/nothing");
        Installation.Reply method = installation.send(ADMIN, "DELETE", "/tokens", null);

        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.header("Content-Type")).startsWith("application/problem+json");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.json().get("status").asInt()).isEqualTo(405);
    }

    @Test
    void body_isJsonOfBoundedSize() throws Exception {
        assertThat(installation
                        .post(ADMIN, "/tokens", "{\"userName\":\"a\"}", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(installation
                        .post(ADMIN, "/tokens", " ".repeat(ApiRoutes.MAX_BODY_BYTES + 1))
                        .status())
                .isEqualTo(413);
        String incident = "/incidents/00000000-0000-7000-8000-000000000000";
        assertThat(installation
                        .post(RESPONDER, incident + "/acknowledge", "{}", "If-Match", "*")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /api/v1/live HTTP/1.1\r\n\r\n",
                "GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            })
    void whatIsHardlyHttp_showsNoInsides(String request) throws Exception {
        assertThat(installation.raw(request))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("org.eclipse", "Jetty", "at io.", "Caused by");
    }

    @Test
    void overlongHeader_isRefused() throws Exception {
        String answer = installation.raw(
                "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").doesNotContain("Jetty");
    }

    @Test
    void portInUse_isSaid() {
        ApiServer.Settings taken =
                ApiServer.Settings.loopback(installation.server.address().getPort());

        assertThatThrownBy(() -> ApiServer.start(taken, installation.api()))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("is in use or not permitted");
    }

    @Test
    void closed_servesNothing() throws Exception {
        assertThat(installation.get(VIEWER, "/health").status()).isEqualTo(200);
        installation.server.close();

        assertThatThrownBy(() -> installation.get(VIEWER, "/health")).isInstanceOf(IOException.class);
    }
}
