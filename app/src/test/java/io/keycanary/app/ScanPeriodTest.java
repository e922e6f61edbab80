package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanPeriodTest {
    @TempDir
    private Path folder;

    private Program.Result scan(String... more) {
        Path tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        String[] line = new String[more.length + 5];
        System.arraycopy(new String[] {"scan", "--tokens", tokens.toString(), "--format", "json"}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return new Program(folder.resolve("home")).run(line);
    }

    private void log(String path) {
        write(folder.resolve("logs").resolve(path), file(java.util.List.of(record(path, KEY, "x"))));
    }

    private java.util.List<String> ids(Program.Result result) {
        return result.lines().stream()
                .map(line -> line.replaceAll(".*\"eventId\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void localFolders_areReadByDate() {
        String region = "123456789012/CloudTrail/eu-west-1/";
        log(region + "2025/12/31/a.json");
        log(region + "2026/11/19/a.json");
        log(region + "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1000Z_a.json");
        log(region + "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1500Z_a.json");
        log(region + "2026/11/21/a.json");
        Program.Result result = scan(
                "--since",
                "2026-11-20T12:00Z",
                "--until",
                "2026-11-20",
                folder.resolve("logs").toString());
        assertThat(ids(result))
                .containsExactly(region + "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1500Z_a.json");
        assertThat(result.err()).contains("\"files\":1").doesNotContain("note");
        assertThat(ids(scan(
                        "--since",
                        "2026-11-20",
                        folder.resolve("logs/" + region + "2026/11").toString())))
                .as("a path from within the layout")
                .hasSize(3);
    }

    @Test
    void otherFolders_areReadWholeAndTold() {
        log("2026/01/01/a.json");
        log("b.json");
        Program.Result result =
                scan("--since", "2026-11-20", folder.resolve("logs").toString());
        assertThat(ids(result)).hasSize(2);
        assertThat(result.err())
                .containsOnlyOnce("leave alone what is in no date folder")
                .contains("2026/01/01/a.json");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
    }

    @Test
    void nonsense_isWrongUsage() {
        log("a.json");
        Program.Result result =
                scan("--since", "last week", folder.resolve("logs").toString());
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("--since is a date or time like").contains("last week");
    }
}
