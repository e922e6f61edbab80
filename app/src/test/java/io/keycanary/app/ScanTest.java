package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.OTHER_KEY;
import static io.keycanary.app.CloudTrailFiles.SESSION_KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.sessionFor;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path logs;
    private Path tokens;
    private Program program;

    @BeforeEach
    void tokenFile() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
        tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        program = new Program(folder.resolve("home"));
    }

    private Program.Result scan(String... paths) {
        String[] args = new String[paths.length + 5];
        System.arraycopy(new String[] {"scan", "--tokens", tokens.toString(), "--format", "json"}, 0, args, 0, 5);
        System.arraycopy(paths, 0, args, 5, paths.length);
        return program.run(args);
    }

    private static JsonNode summary(Program.Result result) throws IOException {
        return JSON.readTree(result.err().lines().reduce((a, b) -> b).orElseThrow());
    }

    @Test
    void match_isOneLineWithTheDocumentedMembersInOrder() throws IOException {
        write(logs.resolve("a.json"), file(List.of(record("e0", OTHER_KEY, "x"), record("e1", KEY, "x"))));
        Program.Result result = scan(logs.toString());
        assertThat(result.lines())
                .containsExactly("{\"kind\":\"use\",\"token\":\"t1\",\"matchedBy\":[\"userIdentity.accessKeyId\"],"
                        + "\"eventId\":\"e1\",\"eventTime\":\"2026-11-20T10:00:00Z\","
                        + "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"ListBuckets\","
                        + "\"awsRegion\":\"us-east-1\",\"sourceIp\":\"198.51.100.7\",\"userAgent\":\"x\","
                        + "\"errorCode\":\"AccessDenied\",\"accessKeyId\":\"" + KEY + "\","
                        + "\"recipientAccountId\":\"123456789012\",\"file\":\"" + logs + "/a.json\",\"index\":1}");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
        JsonNode summary = summary(result);
        assertThat(summary.get("records").asLong()).isEqualTo(2);
        assertThat(summary.get("matched").asLong()).isEqualTo(1);
        assertThat(summary.get("unmatched").asLong()).isEqualTo(1);
    }

    @Test
    void nothingFound_isZero() {
        write(logs.resolve("a.json"), file(List.of(record("e0", OTHER_KEY, "x"))));
        assertThat(scan(logs.toString()).code()).isEqualTo(Exit.OK);
    }

    @Test
    void foreignFiles_areCountedAndChangeNothing() throws IOException {
        write(logs.resolve("LICENSE"), "Permission is hereby granted");
        write(logs.resolve("other.json"), "{\"a\":[1,2]}");
        write(logs.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});
        Program.Result result = scan(logs.toString());
        assertThat(result.code()).isEqualTo(Exit.OK);
        assertThat(summary(result).get("foreign").asLong()).isEqualTo(3);
        assertThat(summary(result).get("damaged").asLong()).isZero();
    }

    @Test
    void truncatedGzip_stillGivesItsMatchesAndThree() throws IOException {
        List<String> many = java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> record("e" + i, KEY, "agent-" + i * 7919))
                .toList();
        byte[] whole = gzip(file(many));
        write(logs.resolve("a.json.gz"), Arrays.copyOf(whole, whole.length - 2000));
        write(logs.resolve("b.json.gz"), gzip(file(List.of(record("last", KEY, "x")))));
        Program.Result result = scan(logs.toString());
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.lines()).hasSizeGreaterThan(500);
        assertThat(result.lines().getLast()).contains("\"eventId\":\"last\"");
        assertThat(result.err()).contains("\"damaged\":\"" + logs + "/a.json.gz\"", "\"offset\":");
        assertThat(summary(result).get("damaged").asLong()).isEqualTo(1);
    }

    @Test
    void missingPath_isWrongUsageBeforeAnythingIsScanned() {
        write(logs.resolve("a.json"), file(List.of(record("e1", KEY, "x"))));
        Program.Result result = scan(logs.toString(), folder.resolve("nowhere").toString());
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("there is no file or folder").contains("nowhere");
    }

    @Test
    void linkToNothing_isUnreadable() throws IOException {
        Files.createSymbolicLink(logs.resolve("a"), logs.resolve("nowhere"));
        write(logs.resolve("b.json"), file(List.of(record("e1", KEY, "x"))));
        Program.Result result = scan(logs.toString());
        assertThat(result.err()).contains("\"unreadable\":\"" + logs + "/a\"");
        assertThat(result.out()).contains("\"eventId\":\"e1\"");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
    }

    @Test
    void unreadableFile_isCountedAndTheOthersAreRead() throws IOException {
        Files.createSymbolicLink(logs.resolve("a"), folder.resolve("gone"));
        write(logs.resolve("b.json"), file(List.of(record("e1", KEY, "x"))));
        Program.Result result = scan(logs.resolve("a").toString(), logs.toString());
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.lines()).hasSize(1);
        assertThat(result.err()).contains("\"unreadable\":\"" + logs + "/a\"");
    }

    @Test
    void foldersAreReadInOrderOfNames_linksFollowed_loopsLeft() throws IOException {
        write(logs.resolve("b/x.json"), file(List.of(record("b", KEY, "x"))));
        write(logs.resolve("a/x.json"), file(List.of(record("a", KEY, "x"))));
        write(folder.resolve("elsewhere/x.json"), file(List.of(record("c", KEY, "x"))));
        Files.createSymbolicLink(logs.resolve("c"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(logs.resolve("b/loop"), logs);
        Program.Result result = scan(logs.toString());
        assertThat(result.lines().stream().map(l -> l.replaceAll(".*\"eventId\":\"(.)\".*", "$1")))
                .containsExactly("a", "b", "c");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
    }

    @Test
    void standardInput_isRead() {
        program.reading(gzip(file(List.of(record("e1", KEY, "x")))));
        Program.Result result = scan("-");
        assertThat(result.lines()).singleElement().asString().contains("\"file\":\"-\"");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
    }

    @Test
    void learnedKey_isFoundBeforeTheRecordThatTellsOfIt() throws IOException {
        write(logs.resolve("a.json"), file(List.of(record("before", SESSION_KEY, "x"))));
        write(logs.resolve("b.json"), file(List.of(sessionFor(KEY, SESSION_KEY))));
        Program.Result result = scan(logs.toString());
        assertThat(result.lines()).hasSize(2).anyMatch(line -> line.contains("\"eventId\":\"before\""));
        assertThat(result.out()).doesNotContain("FwoGZXIvYXdzEXAMPLESECRET");
        assertThat(summary(result).get("matched").asLong()).isEqualTo(2);
    }

    @Test
    void learnedKeyFromStandardInput_isFoundToo() {
        program.reading(file(List.of(record("before", SESSION_KEY, "x"), sessionFor(KEY, SESSION_KEY))));
        assertThat(scan("-").lines()).hasSize(2);
    }

    @Test
    void hostileText_cannotReachTheTerminal() {
        String agent = "\\u001b[2J<b>\\u009b31m\\n=cmd\\u202e";
        write(logs.resolve("a.json"), file(List.of(record("e\\u001b[31m1", KEY, agent))));
        assertThat(scan(logs.toString()).out()).matches("[ -~\n]*").contains("\\u001B[2J<b>");
        Program.Result text = program.run("scan", "--tokens", tokens.toString(), logs.toString());
        assertThat(text.out())
                .matches("[ -~\n]*")
                .satisfies(out -> assertThat(out.lines()).hasSize(1));
    }

    @Test
    void text_saysWhatAPersonAsksFirst() {
        write(logs.resolve("a.json"), file(List.of(record("e1", KEY, "x"))));
        Program.Result result = program.run("scan", "--tokens", tokens.toString(), logs.toString());
        assertThat(result.out())
                .contains(
                        "2026-11-20T10:00:00Z",
                        "use",
                        "t1",
                        "s3.amazonaws.com:ListBuckets",
                        "198.51.100.7",
                        "a.json#0");
        assertThat(result.err()).contains("1 files", "1 matched");
    }

    @Test
    void overlongRecord_isMalformedAndTheNextIsRead() throws IOException {
        String longOne = record("long", KEY, "x".repeat(200_000));
        write(logs.resolve("a.json"), file(List.of(longOne, record("next", KEY, "x"))));
        Program.Result result = program.run(
                "scan", "--tokens", tokens.toString(), "--format", "json", "--max-record", "100000", logs.toString());
        assertThat(result.lines()).singleElement().asString().contains("\"eventId\":\"next\"");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(summary(result).get("malformed").asLong()).isEqualTo(1);
    }

    @Test
    void emptyArguments_areWrongUsage() {
        Program.Result result = program.run("scan");
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("PATH", "keycanary scan --help");
    }

    @Test
    void bytesThatAreNoUtf8_doNotStopTheScan() {
        byte[] bad = file(List.of(record("e0", OTHER_KEY, "@"), record("e1", KEY, "x")));
        for (int i = 0; i < bad.length; i++) {
            bad[i] = bad[i] == '@' ? (byte) 0xFF : bad[i];
        }
        write(logs.resolve("a.json"), bad);
        assertThat(scan(logs.toString()).out()).contains("\"eventId\":\"e1\"");
        assertThat(new String(bad, StandardCharsets.ISO_8859_1)).contains("\u00ff");
    }
}
