package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.SESSION_KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.sessionFor;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that was cut off goes on where it was. */
class ScanResumeTest {
    private static final int FILES = 40;
    private static final int MATCHES_EACH = 3;

    @TempDir
    private Path folder;

    private Path logs;
    private Path tokens;
    private Path state;

    @BeforeEach
    void files() {
        logs = folder.resolve("logs");
        state = folder.resolve("scan.state");
        tokens = tokenFile("tokens.json", KEY);
        for (int i = 0; i < FILES; i++) {
            List<String> records = new ArrayList<>();
            for (int j = 0; j < MATCHES_EACH; j++) {
                records.add(record("e%02d-%d".formatted(i, j), KEY, "x"));
            }
            write(logs.resolve("%02d/a.json".formatted(i)), file(records));
        }
    }

    private Path tokenFile(String name, String key) {
        return write(folder.resolve(name), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + key + "\"]}]");
    }

    private String[] line(Path tokenFile) {
        return new String[] {
            "scan", "--tokens", tokenFile.toString(), "--format", "json", "--resume", state.toString(), logs.toString()
        };
    }

    private Program.Result scan() {
        return new Program(folder.resolve("home")).run(line(tokens));
    }

    private List<String> scanCutAfter(int lines) {
        return new Program(folder.resolve("home")).runCutAfter(lines, line(tokens));
    }

    private List<String> whole() {
        List<String> all = scan().lines();
        assertThat(state).as("nothing to go on with").doesNotExist();
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 59, 60, 118})
    void cutScan_goesOnBehindTheLastInputThatWasDone(int cut) {
        List<String> all = whole();
        List<String> first = scanCutAfter(cut);
        assertThat(first).isEqualTo(all.subList(0, cut));
        assertThat(state).exists();
        Program.Result rest = scan();
        int doneMatches = (cut - 1) / MATCHES_EACH * MATCHES_EACH;
        assertThat(rest.lines()).isEqualTo(all.subList(doneMatches, all.size()));
        assertThat(rest.err()).contains("\"files\":40", "\"matched\":120");
        assertThat(rest.code()).isEqualTo(Exit.FOUND);
        assertThat(state).doesNotExist();
    }

    @Test
    void fileThatWasLast_mayBeGone() throws IOException {
        List<String> all = whole();
        scanCutAfter(60);
        Files.delete(logs.resolve("18/a.json"));
        assertThat(scan().lines()).isEqualTo(all.subList(57, all.size()));
    }

    @Test
    void keysThatWereLearned_areLookedForInTheWholeStill() {
        write(logs.resolve("00/b.json"), file(List.of(sessionFor(KEY, SESSION_KEY))));
        write(logs.resolve("01/b.json"), file(List.of(record("late", SESSION_KEY, "x"))));
        write(logs.resolve("00/a-before.json"), file(List.of(record("before", SESSION_KEY, "x"))));
        scanCutAfter(100);
        List<String> rest = scan().lines();
        assertThat(rest).doesNotHaveDuplicates();
        assertThat(rest.subList(rest.size() - 2, rest.size()))
                .satisfiesExactly(
                        before -> assertThat(before).contains("\"before\""),
                        late -> assertThat(late).contains("\"late\""));
    }

    @Test
    void secondReadingThatWasCut_goesOnToo() {
        write(logs.resolve("00/a-before.json"), file(List.of(record("before", SESSION_KEY, "x"))));
        write(logs.resolve("39/b.json"), file(List.of(sessionFor(KEY, SESSION_KEY))));
        write(logs.resolve("20/b.json"), file(List.of(record("middle", SESSION_KEY, "x"))));
        List<String> all = whole();
        assertThat(scanCutAfter(all.size() - 1)).isEqualTo(all.subList(0, all.size() - 1));
        assertThat(scan().lines())
                .as("the input with `before` was not done")
                .isEqualTo(all.subList(all.size() - 2, all.size()));
    }

    @Test
    void otherTokensOrPaths_areRefused() {
        scanCutAfter(60);
        Path others = tokenFile("others.json", SESSION_KEY);
        Program.Result result = new Program(folder.resolve("home")).run(line(others));
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("scan.state is the state of a scan with other tokens");
        String[] line = line(tokens);
        line[line.length - 1] = logs.resolve("03").toString();
        assertThat(new Program(folder.resolve("home")).run(line).err()).contains("with other paths");
        assertThat(state).as("left alone").exists();
    }

    @Test
    void fileThatIsNoState_isLeftAlone() throws IOException {
        write(state, "[1,2]");
        Program.Result result = scan();
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("is no state file of scan");
        assertThat(Files.readString(state)).isEqualTo("[1,2]");
    }

    @Test
    void standardInput_cannotBeResumed() {
        String[] line = line(tokens);
        line[line.length - 1] = "-";
        Program.Result result = new Program(folder.resolve("home")).run(line);
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("--resume needs inputs that can be read again");
        assertThat(state).doesNotExist();
    }
}
