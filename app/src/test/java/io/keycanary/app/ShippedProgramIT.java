package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped, started as a process. */
class ShippedProgramIT {
    @TempDir
    private Path folder;

    private Path tokens;

    @BeforeEach
    void tokenFile() {
        tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
    }

    private ShippedRun.Ended scan(Path path) throws IOException, InterruptedException {
        return new ShippedRun(folder.resolve("home"))
                .run("scan", "--tokens", tokens.toString(), "--format", "json", path.toString());
    }

    @Test
    void scan_givesLinesSummaryAndExitCodes() throws Exception {
        Path logs = folder.resolve("logs");
        write(logs.resolve("LICENSE"), "Permission is hereby granted");
        assertThat(scan(logs).code()).as("nothing").isZero();
        byte[] whole = gzip(file(List.of(record("e1", KEY, "x"), record("e2", KEY, "y"))));
        write(logs.resolve("a.json.gz"), whole);
        ShippedRun.Ended found = scan(logs);
        assertThat(found.code()).as("matches").isEqualTo(1);
        assertThat(found.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"kind\":\"use\",\"token\":\"t1\""));
        assertThat(found.err()).contains("\"foreign\":1", "\"matched\":2").hasLineCount(1);
        assertThat(scan(folder.resolve("nowhere")).code()).as("usage").isEqualTo(2);
        write(logs.resolve("b.json.gz"), Arrays.copyOf(whole, whole.length - 9));
        assertThat(scan(logs).code()).as("damaged").isEqualTo(3);
    }
}
