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

import io.keycanary.cli.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many threads read: what is written is the same, byte for byte. */
class ScanThreadsTest {
    @TempDir
    private Path folder;

    private Path logs;
    private Path tokens;
    private final Random random = new Random(7);

    @BeforeEach
    void manyInputs() {
        logs = folder.resolve("logs");
        tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        for (int i = 0; i < 700; i++) {
            byte[] plain = file(records(i));
            write(logs.resolve("%03d/%d.json".formatted(i % 37, i)), i % 3 == 0 ? plain : gzip(plain));
        }
        byte[] whole = gzip(file(records(1)));
        write(logs.resolve("005/damaged.gz"), Arrays.copyOf(whole, whole.length - 9));
        write(logs.resolve("006/LICENSE"), "Permission is hereby granted");
        write(logs.resolve("007/broken.json"), "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventID\":}]}");
    }

    private List<String> records(int input) {
        List<String> records = new ArrayList<>();
        int count = random.nextInt(20) == 0 ? 400 : random.nextInt(12);
        for (int j = 0; j < count; j++) {
            String key = random.nextInt(5) == 0 ? KEY : OTHER_KEY;
            records.add(record("e" + input + "-" + j, key, "agent " + random.nextLong()));
        }
        return records;
    }

    private Program.Result scan(int threads, String... paths) {
        List<String> line = new ArrayList<>(List.of(
                "scan", "--tokens", tokens.toString(), "--format", "json", "--threads", String.valueOf(threads)));
        line.addAll(List.of(paths));
        Program.Result result = new Program(folder.resolve("home"))
                .reading(gzip(file(List.of(record("stdin", KEY, "x")))))
                .run(line.toArray(String[]::new));
        return new Program.Result(result.code(), result.out(), result.err().replaceAll("\"seconds\":[0-9.]+", ""));
    }

    @Test
    void output_isTheSameForAnyNumberOfThreads() {
        Program.Result one = scan(1, logs.toString(), "-");
        assertThat(one.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(one.lines()).hasSizeGreaterThan(1000);
        assertThat(one.err()).contains("damaged.gz", "broken.json", "\"foreign\":1");
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(scan(threads, logs.toString(), "-"))
                    .as("%s threads", threads)
                    .isEqualTo(one);
        }
    }

    @Test
    void learnedKeys_giveTheSameForAnyNumberOfThreads() {
        write(logs.resolve("000/before.json"), file(List.of(record("before", SESSION_KEY, "x"))));
        write(
                logs.resolve("036/session.json"),
                file(List.of(sessionFor(KEY, SESSION_KEY), record("behind", SESSION_KEY, "x"))));
        Program.Result one = scan(1, logs.toString());
        assertThat(one.lines()).doesNotHaveDuplicates();
        assertThat(one.lines().getLast()).as("only the second reading finds it").contains("\"before\"");
        assertThat(one.out()).containsOnlyOnce("\"behind\"");
        assertThat(scan(4, logs.toString())).isEqualTo(one);
    }

    @Test
    void threads_belowOneAreWrongUsage() {
        assertThat(scan(0, logs.toString()).code()).isEqualTo(Exit.USAGE);
    }
}
