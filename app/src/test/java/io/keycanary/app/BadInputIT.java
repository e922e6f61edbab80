package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.OTHER_KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input to the scan of the program as it is shipped: a message, the exit code, and nothing lost that can be read. */
class BadInputIT {
    /** What the JVM takes by itself in a container of 512 MB: far too little for a bomb or a gigabyte of garbage as a whole. */
    private static final String LITTLE_MEMORY = "-Xmx128m";

    /** Less than the window of one thread. */
    private static final String TOO_LITTLE_MEMORY = "-Xmx40m";

    private static final int MILLION = 1_000_000;

    @TempDir
    private Path folder;

    private Path logs;
    private Path tokens;

    @BeforeEach
    void tokenFile() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
        tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
    }

    private ShippedRun program() {
        return new ShippedRun(folder.resolve("home"));
    }

    private ShippedRun.Ended scan(ShippedRun program, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("scan", "--tokens", tokens.toString(), "--format", "json"));
        arguments.addAll(List.of(more));
        return program.run(arguments.toArray(String[]::new));
    }

    private static List<String> matchesIn(ShippedRun.Ended ended, String file) {
        return ended.json().stream()
                .filter(line -> line.path("file").asText().endsWith("/" + file))
                .map(line -> line.path("eventId").asText())
                .toList();
    }

    private static List<String> reasons(ShippedRun.Ended ended, String kind, String file) {
        return ended.json().stream()
                .filter(line -> line.path(kind).asText().endsWith(file))
                .map(line -> line.path("reason").asText())
                .toList();
    }

    private static JsonNode summary(ShippedRun.Ended ended) {
        return ended.json().getLast();
    }

    @Test
    void foreignFilesOfEveryKind_amongGoodOnes_changeNothing() throws Exception {
        write(logs.resolve("a.json"), file(List.of(record("a", KEY, "x"), record("other", OTHER_KEY, "x"))));
        write(logs.resolve("sub/z.json.gz"), gzip(file(List.of(record("z", KEY, "x")))));
        List<byte[]> foreign = new ArrayList<>();
        Stream.of(
                        "Permission is hereby granted to " + KEY,
                        "{\"awsAccountId\":\"123456789012\",\"digestS3Bucket\":\"b\",\"logFiles\":[{\"s3Object\":\""
                                + KEY + "\"}]}",
                        "{\"Records\":[{\"eventVersion\":\"1.08\",\"insightDetails\":{\"accessKeyId\":\"" + KEY
                                + "\"},\"eventCategory\":\"Insight\"}]}",
                        "version account-id interface-id\n2 123456789012 eni-1\n",
                        "{\"users\":[{\"name\":\"" + KEY + "\"}]}",
                        "{\"users\":[{\"name\":\"x\"",
                        "id,key\n1," + KEY + "\n",
                        "{\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}",
                        "[".repeat(10_000) + "]".repeat(10_000),
                        "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .forEach(foreign::add);
        foreign.add(gzip(foreign.get(3)));
        foreign.add(new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0});
        foreign.add(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0});
        foreign.add(noise(100_000));
        for (int i = 0; i < foreign.size(); i++) {
            write(logs.resolve("foreign-" + i), foreign.get(i));
        }
        ShippedRun.Ended ended = scan(program(), logs.toString());
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.FOUND);
        assertThat(matchesIn(ended, "a.json")).containsExactly("a");
        assertThat(matchesIn(ended, "z.json.gz")).containsExactly("z");
        // An empty file holds nothing that could be foreign.
        assertThat(summary(ended).path("foreign").asInt()).isGreaterThanOrEqualTo(foreign.size() - 1);
        assertThat(summary(ended).path("damaged").asInt()).isZero();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatMayNotBeRead_isNamed_andTheRestIsRead() throws Exception {
        byte[] good = file(List.of(record("good", KEY, "x")));
        Path secret = write(logs.resolve("secret.json"), good);
        write(logs.resolve("closed/a.json"), good);
        write(logs.resolve("unsearchable/a.json"), good);
        write(logs.resolve("open.json"), good);
        allow(secret, "---------");
        allow(logs.resolve("closed"), "---------");
        allow(logs.resolve("unsearchable"), "r--------");
        try {
            ShippedRun.Ended ended = scan(unprivileged(), logs.toString(), logs.resolve("closed/a.json") + "");
            assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.INCOMPLETE);
            assertThat(matchesIn(ended, "open.json")).containsExactly("good");
            assertThat(ended.err()).doesNotContain("Exception");
            for (String file : List.of("secret.json", "logs/closed", "closed/a.json", "unsearchable/a.json")) {
                assertThat(reasons(ended, "unreadable", file))
                        .as("%s: %s", file, ended.err())
                        .containsExactly("this user may not read it");
            }
            ShippedRun.Ended noTokens =
                    unprivileged().run("scan", "--tokens", secret.toString(), logs.resolve("open.json") + "");
            assertThat(noTokens.code()).isEqualTo(Exit.USAGE);
            assertThat(noTokens.err()).contains("secret.json may not be read by this user");
        } finally {
            allow(logs.resolve("closed"), "rwx------");
            allow(logs.resolve("unsearchable"), "rwx------");
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** Root may read everything because of two capabilities; without them it is a user like any other. */
    private ShippedRun unprivileged() throws IOException {
        boolean root = Files.getAttribute(logs, "unix:uid").equals(0);
        return root
                ? program().by(List.of("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"))
                : program();
    }

    @Test
    void damagedAndExtremeRecords_areTold_andTheOthersAreRead() throws Exception {
        write(logs.resolve("cut.json.gz"), cutInTheMiddle());
        write(logs.resolve("utf8.json"), invalidUtf8());
        String deep = ",\"requestParameters\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}";
        write(logs.resolve("deep.json"), file(List.of(with(KEY, "deep", deep), record("next", KEY, "x"))));
        write(logs.resolve("deep-other.json"), file(List.of(with(OTHER_KEY, "deep", deep), record("next", KEY, "x"))));
        write(logs.resolve("5mb.json"), file(List.of(with(KEY, "5mb", filler(5)), record("next", KEY, "x"))));
        write(logs.resolve("20mb.json"), file(List.of(with(KEY, "20mb", filler(20)), record("next", KEY, "x"))));
        ShippedRun.Ended ended = scan(program().withJava(LITTLE_MEMORY), logs.toString());
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.INCOMPLETE);
        assertThat(matchesIn(ended, "cut.json.gz")).hasSizeBetween(50, 199).startsWith("e0", "e1", "e2");
        assertThat(reasons(ended, "damaged", "cut.json.gz")).containsExactly("gzip data ends early");
        assertThat(matchesIn(ended, "utf8.json")).containsExactly("bad", "next");
        assertThat(matchesIn(ended, "deep.json")).containsExactly("deep", "next");
        assertThat(matchesIn(ended, "deep-other.json")).containsExactly("next");
        assertThat(matchesIn(ended, "5mb.json")).containsExactly("5mb", "next");
        assertThat(matchesIn(ended, "20mb.json")).containsExactly("next");
        assertThat(reasons(ended, "malformed", "20mb.json"))
                .singleElement()
                .asString()
                .contains("longer than 16777216 bytes");
        assertThat(summary(ended).path("foreign").asInt()).isZero();
    }

    /** User agents that do not compress, so that half of the bytes hold about half of the records. */
    private static byte[] cutInTheMiddle() {
        Random random = new Random(2);
        byte[] whole = gzip(file(IntStream.range(0, 200)
                .mapToObj(i ->
                        record("e" + i, KEY, Long.toHexString(random.nextLong()).repeat(2)))
                .toList()));
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] invalidUtf8() {
        byte[] bytes = file(List.of(record("bad", KEY, "@@@"), record("next", KEY, "x")));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("@@@");
        bytes[at] = (byte) 0xFF;
        bytes[at + 1] = (byte) 0xC0;
        bytes[at + 2] = (byte) 0x80;
        return bytes;
    }

    private static String with(String key, String eventId, String member) {
        String record = record(eventId, key, "x");
        return record.substring(0, record.length() - 1) + member;
    }

    private static String filler(int megabytes) {
        return ",\"requestParameters\":{\"x\":\"" + "y".repeat(megabytes * MILLION) + "\"}}";
    }

    @Test
    void gzipBombs_endAtTheBound_onAllThreads() throws Exception {
        List<String> bombs = List.of(bomb("bomb-1.json.gz"), bomb("bomb-2.json.gz"), bomb("bomb-3.json.gz"));
        ShippedRun.Ended ended = scan(
                program().withJava(LITTLE_MEMORY), "--max-inflated", "300000000", "--threads", "3", logs.toString());
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.INCOMPLETE);
        for (String bomb : bombs) {
            assertThat(matchesIn(ended, bomb)).containsExactly("before");
            assertThat(reasons(ended, "damaged", bomb))
                    .containsExactly("more than 300000000 bytes: the rest was not read");
        }
    }

    @Test
    void gzipBomb_lessMemoryThanOneThreadNeeds_saysSo() throws Exception {
        bomb("bomb.json.gz");
        ShippedRun.Ended ended = scan(program().withJava(TOO_LITTLE_MEMORY), "--max-inflated", "300000000", logs + "");
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ended.err()).contains("not enough memory", "-Xmx1g").doesNotContain("fault of the program");
    }

    /** Members of a gzip file follow each other: 0.5 MB of file, 500 MB of spaces in one record behind a match. */
    private String bomb(String name) throws IOException {
        byte[] member = gzip(" ".repeat(MILLION).getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = Files.newOutputStream(logs.resolve(name))) {
            out.write(gzip(
                    ("{\"Records\":[" + record("before", KEY, "x") + ",{\"a\":").getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < 500; i++) {
                out.write(member);
            }
        }
        return name;
    }

    @Test
    void gigabyteOfGarbage_throughAPipe_isForeignAndLeavesNothing() throws Exception {
        byte[] garbage = noise(MILLION);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        ShippedRun pipe = program()
                .withJava(LITTLE_MEMORY, "-Djava.io.tmpdir=" + temporary)
                .reading(input -> {
                    for (int i = 0; i < 1_000; i++) {
                        input.write(garbage);
                    }
                });
        ShippedRun.Ended ended = scan(pipe, "-");
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.OK);
        assertThat(summary(ended).path("bytes").asLong()).isEqualTo(1_000L * MILLION);
        assertThat(summary(ended).path("foreign").asInt()).isEqualTo(1);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void wrongTokenFile_isRefusedWithFieldAndLine() throws Exception {
        write(logs.resolve("a.json"), file(List.of(record("a", KEY, "x"))));
        write(tokens, "[\n {\"id\":\"t1\",\n  \"accesKeyIds\":[\"" + KEY + "\"]}\n]");
        ShippedRun.Ended wrongField = scan(program(), logs.toString());
        assertThat(wrongField.code()).isEqualTo(Exit.USAGE);
        assertThat(wrongField.out()).isEmpty();
        assertThat(wrongField.err()).contains("tokens.json line 3", "\"accesKeyIds\"");
        write(
                tokens,
                "[\n {\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]},\n {\"id\":\"t1\",\"accessKeyIds\":[\""
                        + OTHER_KEY + "\"]}]");
        ShippedRun.Ended twice = scan(program(), logs.toString());
        assertThat(twice.code()).isEqualTo(Exit.USAGE);
        assertThat(twice.err()).contains("tokens.json line 3", "\"t1\" occurs twice, first in line 2");
    }
}
