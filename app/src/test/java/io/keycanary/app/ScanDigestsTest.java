package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.integrity.SampleTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanDigestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path trail;
    private Path keys;
    private Program program;
    /** A log file of the second hour, and the digest that lists it. */
    private Path log;

    private Path digest;

    @BeforeEach
    void copyOfATrail() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        new SampleTrail(files, new HashMap<>(), "us-east-1", true).hours(3);
        trail = folder.resolve("trail");
        files.forEach((key, bytes) -> write(trail.resolve(key), bytes));
        log = trail.resolve(named(files, "_CloudTrail_us-east-1_20261120T0106Z"));
        digest = trail.resolve(named(files, "_20261120T020131Z"));
        keys = write(folder.resolve("keys.json"), SampleTrail.publicKeys("us-east-1"));
        write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        program = new Program(folder.resolve("home"));
    }

    private static String named(TreeMap<String, byte[]> files, String part) {
        return files.keySet().stream()
                .filter(key -> key.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private Program.Result scan(String... more) {
        return program.run(Stream.concat(
                        Stream.of(
                                "scan",
                                "--tokens",
                                folder.resolve("tokens.json").toString(),
                                trail.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private Program.Result verify(String... more) {
        return scan(Stream.concat(Stream.of("--verify-digests", "--public-keys", keys.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void wholeTrail_isWellButItsNewestDigestUnproven() {
        Program.Result result = verify();
        assertThat(result.code()).isEqualTo(Exit.OK);
        assertThat(result.lines()).singleElement().asString().contains("hash-only", "_20261120T030131Z.json.gz");
        assertThat(result.err())
                .endsWith("digests: 3 in 1 chains, 2026-11-20T00:01:31Z to 2026-11-20T03:01:31Z: 2 signed, 1 unproven;"
                        + " 3 log files listed: 3 as delivered; 0 not listed, 0 outside the time of the digests;"
                        + " nothing is broken\n");
    }

    @Test
    void withoutTheOption_nothingIsSaidOfIt() throws IOException {
        Files.delete(log);
        Program.Result result = scan();
        assertThat(result.code()).isEqualTo(Exit.OK);
        assertThat(result.out() + result.err()).doesNotContain("digest");
    }

    @Test
    void deletedLog_isAJsonLineAndThree() throws IOException {
        Files.delete(log);
        Program.Result result = verify("--format", "json");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.lines().getFirst())
                .isEqualTo("{\"kind\":\"integrity\",\"finding\":\"missing\",\"broken\":true,"
                        + "\"account\":\"111122223333\",\"region\":\"us-east-1\",\"trail\":\"canary\","
                        + "\"from\":\"2026-11-20T01:01:31Z\",\"to\":\"2026-11-20T01:05:31Z\",\"file\":\""
                        + trail.relativize(log) + "\",\"reason\":\"listed by " + digest.getFileName()
                        + ", but not here\"}");
        JsonNode sum = JSON.readTree(result.err().lines().toList().getLast()).get("integrity");
        assertThat(sum.get("broken").asLong()).isOne();
        assertThat(sum.get("logs").asLong()).isEqualTo(3);
        assertThat(sum.get("intact").asLong()).isEqualTo(2);
        assertThat(sum.get("signaturesChecked").asBoolean()).isTrue();
    }

    /** The matches are what they are; but a file was put there by somebody. */
    @Test
    void brokenTrail_outranksMatches() {
        write(log, gzip(file(List.of(record("e1", KEY, "x")))));
        Program.Result result = verify();
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.out()).contains("ListBuckets").contains("altered");
    }

    @Test
    void withoutKeys_theSumSaysThatSignaturesWereNotChecked() {
        Program.Result result = scan("--verify-digests");
        assertThat(result.code()).isEqualTo(Exit.OK);
        assertThat(result.err()).contains("2 linked, signatures not checked (give --public-keys)");
    }

    @Test
    void earlierFiles_areNotMissedWithSince() throws IOException {
        Files.delete(digest);
        Files.delete(log);
        assertThat(verify().code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(verify("--since", "2026-11-20T02:30Z").code()).isEqualTo(Exit.OK);
    }

    @Test
    void findings_comeInTheSameOrderForAnyCountOfThreads() throws IOException {
        for (String region : List.of("ap-south-1", "eu-west-1", "sa-east-1")) {
            TreeMap<String, byte[]> files = new TreeMap<>();
            new SampleTrail(files, new HashMap<>(), region, true).hours(3);
            files.forEach((key, bytes) -> write(trail.resolve(key), bytes));
            Files.delete(trail.resolve(named(files, "_CloudTrail_" + region)));
        }
        String one = scan("--verify-digests", "--threads", "1").out();
        assertThat(one.lines()).hasSize(7);
        assertThat(scan("--verify-digests", "--threads", "4").out()).isEqualTo(one);
    }

    @Test
    void hostileDigest_leavesTheTerminalAlone() {
        write(digest, "{\"\u001b]0;owned\u0007\":[\"\u009b2J\"]}".getBytes(StandardCharsets.UTF_8));
        for (String format : List.of("text", "json")) {
            Program.Result result = verify("--format", format);
            assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
            assertThat(result.out() + result.err()).doesNotContain("\u001b", "\u0007", "\u009b");
        }
    }

    @Test
    void keysThatAreNone_areWrongUsageBeforeAnythingIsScanned() {
        write(keys, "{\"PublicKeyList\":[]}");
        Program.Result result = verify();
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("keys.json: it holds no public key").contains("list-public-keys");
        assertThat(result.out()).isEmpty();
        assertThat(scan("--verify-digests", "--public-keys", "nowhere.json").err())
                .contains("there is no file of public keys nowhere.json");
    }

    @Test
    void keysWithoutVerifying_areWrongUsage() {
        assertThat(scan("--public-keys", keys.toString()).code()).isEqualTo(Exit.USAGE);
    }
}
