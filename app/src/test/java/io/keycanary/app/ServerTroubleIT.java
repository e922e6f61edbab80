package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.bench.AlertReceiver;
import io.keycanary.bench.Api;
import io.keycanary.bench.Home;
import io.keycanary.bench.Program;
import io.keycanary.bench.SignedCall;
import io.keycanary.cli.Exit;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.Ledger;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a server: ports, database, disk. The program as it is shipped, as a process. */
class ServerTroubleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private ShippedRun.Ended run(String... arguments) throws Exception {
        return new ShippedRun(folder.resolve("home")).run(arguments);
    }

    @Test
    void portInUse_isToldAndIsTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            ShippedRun.Ended endpoint = run("serve", "--port", "0", "--endpoint-port", port);
            assertThat(endpoint.code()).isEqualTo(Exit.USAGE);
            assertThat(endpoint.err())
                    .contains("the decoy endpoint cannot listen on port " + port, "--endpoint-port")
                    .hasLineCount(1);
            ShippedRun.Ended api = run("serve", "--port", port, "--endpoint-port", "0");
            assertThat(api.code()).isEqualTo(Exit.USAGE);
            assertThat(api.err())
                    .contains("the API cannot listen on port " + port, "--port")
                    .hasLineCount(1);
        }
    }

    @Test
    void databaseOfANewerVersion_isLeftAloneAndToldOf() throws Exception {
        assertThat(run("token", "issue", "svc-report").code()).isEqualTo(Exit.OK);
        Path database = folder.resolve("home/keycanary.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history SELECT 99, '299901010000', 'later', type, 'later', 0,"
                    + " installed_by, installed_on, 1, 1 FROM flyway_schema_history WHERE installed_rank = 1");
        }
        ShippedRun.Ended ended = run("serve", "--port", "0", "--endpoint-port", "0");
        assertThat(ended.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ended.err())
                .contains(database.toString(), "made by a newer program", "299901010000", "use the newer program")
                .hasLineCount(1);
    }

    @Test
    void lockedDatabase_isSpooledAndStoredLater() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver()) {
            Path home = Home.withWebhook(receiver.address());
            try (Program program = Program.serve(Shipped.command(), home, null)) {
                SignedCall.Key key = issue(program);
                List<String> answered = new ArrayList<>();
                answered.add(call(program, key));
                try (Connection connection =
                                DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keycanary.db"));
                        Statement statement = connection.createStatement()) {
                    statement.execute("BEGIN EXCLUSIVE");
                    answered.add(call(program, key));
                    assertThat(home.resolve("spool")).isNotEmptyDirectory();
                    statement.execute("ROLLBACK");
                }
                Waiting.until(PATIENCE, "the spool is empty", () -> empty(home.resolve("spool")));
                assertThat(answered).doesNotContain("503");
                assertThat(stored(home)).containsExactlyInAnyOrderElementsOf(answered);
                assertThat(program.stop()).isZero();
            }
        }
    }

    @Test
    void fullDisk_isNeverAnsweredWell_andIsOverWhenThereIsSpaceAgain() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver()) {
            Path home = Home.withWebhook(receiver.address());
            try (SmallDisk disk = SmallDisk.at(home);
                    Program program = Program.serve(disk.starting(Shipped.command()), home, null)) {
                disk.of(program.pid());
                SignedCall.Key key = issue(program);
                assertThat(call(program, key)).isNotEqualTo("503");
                disk.fill();
                for (int i = 0; i < 3; i++) {
                    assertThat(call(program, key)).as("nothing can be stored").isEqualTo("503");
                }
                assertThat(get(program, "/health").toString()).contains("answered with 503");
                disk.free();
                Waiting.until(PATIENCE, "it recovers", () -> !call(program, key).equals("503"));
                assertThat(call(program, key)).isNotEqualTo("503");
                assertThat(get(program, "/sightings").path("items"))
                        .as("what was answered well, and no more")
                        .hasSize(3);
                assertThat(program.stop()).isZero();
            }
        }
    }

    private SignedCall.Key issue(Program program) throws Exception {
        return new Api(http, program.api(), Objects.requireNonNull(program.adminToken(), "first start"))
                .issue("svc-report");
    }

    /** The request id of a call that was answered with 200, the status of any other. */
    private String call(Program program, SignedCall.Key key) throws Exception {
        HttpResponse<Void> answer = http.send(
                SignedCall.of(program.endpoint(), key, Instant.now()), HttpResponse.BodyHandlers.discarding());
        return answer.statusCode() == 200
                ? answer.headers().firstValue("x-amzn-RequestId").orElseThrow()
                : Integer.toString(answer.statusCode());
    }

    private JsonNode get(Program program, String path) throws Exception {
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(program.api() + path))
                                .header("Authorization", "Bearer " + program.adminToken())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static boolean empty(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static List<String> stored(Path home) {
        try (Ledger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            List<Sighting> sightings = ledger.read(stores -> stores.incidents().sightingsPage(null, 1000));
            return sightings.stream().map(s -> s.facts().requestId()).toList();
        }
    }
}
