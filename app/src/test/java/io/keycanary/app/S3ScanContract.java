package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.OTHER_KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a scan reads from anything that speaks S3. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class S3ScanContract {
    private static final List<String> CONFIGURATION = List.of(
            "aws.accessKeyId",
            "aws.secretAccessKey",
            "aws.sharedCredentialsFile",
            "aws.configFile",
            "aws.disableEc2Metadata");
    private static final String TRAIL = "AWSLogs/o-ab12/123456789012/CloudTrail/";

    @TempDir
    Path folder;

    /** The bucket is made when its first object comes. */
    abstract void put(String bucket, String key, byte[] content);

    abstract URI endpoint();

    @BeforeAll
    static void nothingOfThisMachine() {
        CONFIGURATION.forEach(name -> System.setProperty(name, "none"));
        System.setProperty("aws.disableEc2Metadata", "true");
    }

    @AfterAll
    static void asItWas() {
        CONFIGURATION.forEach(System::clearProperty);
    }

    String[] line(String... more) {
        Path tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        List<String> line = new ArrayList<>(List.of("scan", "--tokens", tokens.toString(), "--format", "json"));
        line.addAll(List.of("--endpoint-url", endpoint().toString()));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    Program program() {
        return new Program(folder.resolve("home"));
    }

    Program.Result scan(String... more) {
        return program().run(line(more));
    }

    /** An object with one match, whose event id is its key. */
    void log(String bucket, String key) {
        put(bucket, key, gzip(file(List.of(record("other", OTHER_KEY, "x"), record(key, KEY, "x")))));
    }

    static List<String> ids(Program.Result result) {
        return ids(result.lines());
    }

    static List<String> ids(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(".*\"eventId\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void objects_areReadInOrderOfTheirKeys_foreignOnesCounted() {
        List<String> keys = List.of("a b+c.gz", "a/1.gz", "a/2.gz", "a0.gz", "b/c/d/e.gz", "b/c/f.gz", "z.gz");
        keys.forEach(key -> log("order", key));
        put("order", "a/", new byte[0]);
        put("order", "readme.txt", "Permission is hereby granted".getBytes(StandardCharsets.UTF_8));
        Program.Result result = scan("s3://order");
        assertThat(ids(result)).isEqualTo(keys);
        assertThat(result.lines().getFirst()).contains("\"file\":\"s3://order/a b+c.gz\",\"index\":1");
        assertThat(result.err())
                .contains("\"files\":8,\"foreign\":1,\"damaged\":0")
                .doesNotContain("note");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
        assertThat(ids(scan("s3://order/a"))).isEqualTo(keys.subList(0, 4));
        assertThat(ids(scan("--threads", "1", "s3://order/b/c/f.gz", "s3://order/a/")))
                .containsExactly("b/c/f.gz", "a/1.gz", "a/2.gz");
    }

    @Test
    void period_isReadByDateFolders_otherObjectsAndANote() {
        for (String region : List.of("eu-west-1", "us-east-1")) {
            for (String day : List.of("2025/12/31", "2026/11/19", "2026/11/20", "2026/11/21", "2026/12/01")) {
                for (int hour = 0; hour < 24; hour += 6) {
                    log(
                            "period",
                            TRAIL
                                    + "%s/%s/123456789012_CloudTrail_%s_%sT%02d05Z_x.json.gz"
                                            .formatted(region, day, region, day.replace("/", ""), hour));
                }
            }
        }
        log("period", "old/2020/01/01.gz");
        Program.Result result = scan("--since", "2026-11-20T12:00Z", "--until", "2026-11-21T00:10", "s3://period");
        assertThat(ids(result).stream().map(key -> key.replaceAll(".*CloudTrail_(.*)_x.json.gz", "$1")))
                .containsExactly(
                        "eu-west-1_20261120T1205Z",
                        "eu-west-1_20261120T1805Z",
                        "eu-west-1_20261121T0005Z",
                        "us-east-1_20261120T1205Z",
                        "us-east-1_20261120T1805Z",
                        "us-east-1_20261121T0005Z",
                        "old/2020/01/01.gz");
        assertThat(result.err()).containsOnlyOnce("in no date folder").contains("s3://period/old/2020/01/01.gz");
        assertThat(ids(scan("--since", "2026-12-01", "--until", "2026-12-01", "s3://period/" + TRAIL + "us-east-1/")))
                .hasSize(4);
        Program.Result empty = scan("--since", "2030-01-01", "s3://period/" + TRAIL + "us-east-1/");
        assertThat(empty.code()).as("no log of the period is an answer").isEqualTo(Exit.OK);
    }

    @Test
    void largeObject_isReadInParts() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            records.add(record("e" + i, i % 10_000 == 9_999 ? KEY : OTHER_KEY, "agent " + i));
        }
        byte[] large = file(records);
        assertThat(large.length).isGreaterThan(9 << 20);
        put("large", "large.json", large);
        Program.Result result = scan("s3://large");
        assertThat(ids(result)).containsExactly("e9999", "e19999", "e29999");
        assertThat(result.err()).contains("\"bytes\":" + large.length, "\"records\":30000");
    }

    @Test
    void bucketOrPrefixWithNothing_isCounted_andTheRestIsRead() {
        log("some", "a.gz");
        Program.Result result = scan("s3://no-such-bucket", "s3://some/elsewhere/", "s3://some");
        assertThat(ids(result)).containsExactly("a.gz");
        assertThat(result.err())
                .contains("\"unreadable\":\"s3://no-such-bucket\"", "there is no bucket no-such-bucket")
                .contains("\"unreadable\":\"s3://some/elsewhere/\"", "there is no object")
                .contains("\"damaged\":2");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(scan("--since", "2026-11-20", "s3://some/elsewhere/").code())
                .as("a mistyped prefix does not look like a quiet period")
                .isEqualTo(Exit.INCOMPLETE);
    }

    @Test
    void cutScan_goesOnBehindTheLastObjectThatWasDone() {
        List<String> keys = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            String day = "2026/11/" + (i % 3 + 19);
            keys.add(TRAIL + (i % 2 == 0 ? "eu-west-1/" : "us-east-1/") + day + "/" + i + ".gz");
        }
        keys.forEach(key -> log("resume", key));
        for (String[] options : new String[][] {{"s3://resume"}, {"--since", "2026-11-20", "s3://resume/AWSLogs/"}}) {
            List<String> all = ids(scan(options));
            List<String> resumable =
                    new ArrayList<>(List.of("--resume", folder.resolve("state").toString()));
            resumable.addAll(List.of(options));
            String[] line = line(resumable.toArray(String[]::new));
            List<String> first = ids(program().runCutAfter(7, line));
            assertThat(first).isEqualTo(all.subList(0, 7));
            assertThat(ids(program().run(line))).isEqualTo(all.subList(6, all.size()));
        }
    }

    @Test
    void profileThatDoesNotExist_isNamed() {
        log("profile", "a.gz");
        Program.Result result = scan("--profile", "nowhere", "s3://profile");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.err()).contains("there are no AWS credentials to use", "--profile", "nowhere");
    }
}
