package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Routing;
import io.keycanary.cli.Exit;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of an incident: who works on it, what it belongs with, its report, and evidence that can be checked. */
class IncidentRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "<script>alert(1)</script>`x` [t](http://evil.example)";

    @TempDir
    private Path folder;

    private Path home;
    private Program program;
    private String first = "";
    private String second = "";

    @BeforeEach
    void twoIncidents() throws Exception {
        home = folder.resolve("home");
        program = new Program(home);
        first = incidentOf("svc-a", "e1", "198.51.100.7");
        second = incidentOf("svc-b", "e2", "203.0.113.9");
    }

    private String incidentOf(String user, String event, String ip) throws Exception {
        JsonNode token = JSON.readTree(out("token", "issue", user, "--format", "json"));
        return SeenUse.of(home, token, event, ip, HOSTILE);
    }

    private String out(String... args) {
        Program.Result result = program.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return result.out();
    }

    @Test
    void show_noNumberOfSightings_isRefused() {
        Program.Result result = program.run("incident", "show", first, "--sightings", "0");
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("--sightings is a number from 1 on, not 0");
    }

    @Test
    void show_filesAboutAddresses_sayWhatTheSourceIs() throws Exception {
        Files.writeString(home.resolve("config.yaml"), "enrich:\n  tor: tor.txt\n");
        Files.writeString(home.resolve("tor.txt"), "198.51.100.7\n");

        assertThat(out("incident", "show", first))
                .contains("198.51.100.7 (Tor exit) in eu-west-1", "10 of 100 (low): recon +10", "T1580 (discovery)");
        assertThat(out("incident", "show", second)).doesNotContain("Tor exit");
        assertThat(out("incident", "report", first)).contains("198.51.100.7 (Tor exit)");
        JsonNode shown = JSON.readTree(out("incident", "show", first, "--format", "json"));
        assertThat(shown.at("/sightings/0/source").asText()).isEqualTo("Tor exit");
        assertThat(shown.at("/incident/risk/score").asInt()).isEqualTo(10);
        assertThat(program.run("doctor").out()).contains("tor.txt: 1 Tor exits");

        Files.writeString(home.resolve("tor.txt"), "<html>503</html>");

        assertThat(program.run("doctor"))
                .satisfies(doctor -> assertThat(doctor.code()).isEqualTo(Exit.FOUND))
                .satisfies(doctor -> assertThat(doctor.out() + doctor.err())
                        .contains("tor.txt cannot be used: it is no list of Tor exits"));
        assertThat(out("incident", "show", first)).contains("198.51.100.7 in eu-west-1");
    }

    @Test
    void reopen_resolvedIncident_isOpenWithoutVerdict() {
        assertThat(program.run("incident", "reopen", first).code()).isEqualTo(Exit.REFUSED);
        out("incident", "resolve", first, "--verdict", "false-positive");

        assertThat(out("incident", "reopen", first, "--note", "used again")).contains("is OPEN");
        assertThat(out("incident", "show", first))
                .contains("OPEN", "used again", "alert: reopened")
                .doesNotContain("  FALSE_POSITIVE\n");
    }

    @Test
    void reopen_tokenWithAnotherOpenIncident_isRefusedByName() throws Exception {
        out("incident", "resolve", first, "--verdict", "true-positive");
        JsonNode token = JSON.readTree(out("incident", "show", first, "--format", "json"))
                .get("token");
        String later = useAgain(token);

        Program.Result refused = program.run("incident", "reopen", first);

        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains(later);
    }

    /** After the resolution, by our clock and by the record's. */
    private String useAgain(JsonNode token) throws Exception {
        String record = """
                {"Records":[{"userIdentity":{"type":"IAMUser","principalId":"%s","arn":"%s","accessKeyId":"%s"},\
                "eventTime":"2099-01-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
                "awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.7","eventID":"e9","recipientAccountId":"%s"}]}""".formatted(
                        token.get("principalId").asText(),
                        token.get("userArn").asText(),
                        token.get("keys").get(0).get("id").asText(),
                        token.get("account").asText());
        Clock clock = Clock.systemUTC();
        try (Ledger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            new Intake(
                            ledger,
                            new Watchlist(ledger),
                            new Casework(new AlertDesk(Routing.toAll(List.of("webhook")), ""), clock),
                            clock,
                            () -> {})
                    .offer(new RecordBytes(
                            DetectionPath.FILES,
                            "test",
                            RecordBytes.Bytes.of(record.getBytes(StandardCharsets.UTF_8)),
                            clock.instant(),
                            true,
                            null));
            return ledger.read(stores ->
                    stores.incidents().page(null, null, 1).getFirst().id().toString());
        }
    }

    @Test
    void assignAndLink_areShownInBothAndInTheReport() {
        out("incident", "assign", first, "alice");
        out("incident", "link", first, second, "--note", "same host");

        assertThat(out("incident", "show", first)).contains("with    alice", "see     incident");
        assertThat(out("incident", "show", second)).contains("see     incident", "same host");
        assertThat(out("incident", "assign", first, "")).contains("nobody");
        assertThat(out("incident", "show", first)).doesNotContain("with    alice");
        assertThat(program.run("incident", "link", first, first).code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void report_hostileRecord_hasNoMarkupOfIts() {
        assertThat(out("incident", "report", first))
                .startsWith("# Incident ")
                .contains("## Timeline", "## Evidence")
                .doesNotContain("`x`");
        assertThat(out("incident", "report", first, "--format", "html"))
                .startsWith("<!DOCTYPE html>")
                .contains("&lt;script&gt;", "@media print", "</html>")
                .doesNotContain("<script");
    }

    @Test
    void export_verify_isWholeAndUnchanged() {
        Path bundle = folder.resolve("evidence.zip");
        out("incident", "ack", first);
        assertThat(out("incident", "export", first, "--out", bundle.toString())).contains("public key");

        assertThat(out("incident", "verify", bundle.toString()))
                .contains(
                        "signature  OK",
                        "signer     OK",
                        "records    OK     1,",
                        "audit log  OK",
                        "whole and unchanged");
        assertThat(program.run("incident", "export", first, "--out", bundle.toString())
                        .code())
                .as("evidence is never overwritten")
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void verify_elsewhere_needsThePublicKey() throws IOException {
        Path bundle = folder.resolve("evidence.zip");
        JsonNode exported =
                JSON.readTree(out("incident", "export", first, "--out", bundle.toString(), "--format", "json"));
        Program elsewhere = new Program(folder.resolve("elsewhere"));

        Program.Result unknown = elsewhere.run("incident", "verify", bundle.toString());
        assertThat(unknown.code()).isEqualTo(Exit.FOUND);
        assertThat(unknown.out()).contains("signer     WRONG", "signature  OK");
        assertThat(elsewhere
                        .run(
                                "incident",
                                "verify",
                                bundle.toString(),
                                "--public-key",
                                exported.get("publicKey").asText())
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(elsewhere
                        .run("incident", "verify", bundle.toString(), "--public-key", "x")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incident.json",
                "sightings.json",
                "audit.json",
                "alerts.json",
                "manifest.json",
                "manifest.sig",
                "report.md"
            })
    void verify_changedFile_isFound(String name) throws IOException {
        Path bundle = folder.resolve("evidence.zip");
        out("incident", "export", first, "--out", bundle.toString());

        rewrite(bundle, entry -> entry.name.equals(name) ? entry.changed() : entry);

        assertThat(program.run("incident", "verify", bundle.toString()).code()).isNotEqualTo(Exit.OK);
    }

    @Test
    void verify_recordChanged_missingOrAdded_isFoundByName() throws IOException {
        Path bundle = folder.resolve("evidence.zip");
        out("incident", "export", first, "--out", bundle.toString());

        rewrite(bundle, entry -> entry.name.startsWith("records/") ? entry.changed() : entry);
        assertThat(program.run("incident", "verify", bundle.toString()).out())
                .contains("records/", "was changed", "is not the record that arrived");

        rewrite(bundle, entry -> entry.name.startsWith("records/") ? null : entry);
        assertThat(program.run("incident", "verify", bundle.toString()).out()).contains("is missing");

        rewrite(bundle, entry -> entry.name.equals("notes.json") ? new Entry("more.json", entry.bytes) : entry);
        assertThat(program.run("incident", "verify", bundle.toString()).out())
                .contains("more.json is not in the manifest", "notes.json is missing");
    }

    @Test
    void verify_noBundle_isSaid() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no zip");

        assertThat(program.run("incident", "verify", text.toString()).code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(program.run("incident", "verify", folder.resolve("gone").toString())
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    private record Entry(String name, byte[] bytes) {
        Entry changed() {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            return new Entry(name, other);
        }
    }

    private static void rewrite(Path bundle, Function<Entry, @Nullable Entry> change) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(bundle));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Entry changed = change.apply(new Entry(entry.getName(), in.readAllBytes()));
                if (changed != null) {
                    zip.putNextEntry(new ZipEntry(changed.name));
                    zip.write(changed.bytes);
                    zip.closeEntry();
                }
            }
        }
        Files.write(bundle, out.toByteArray());
    }
}
