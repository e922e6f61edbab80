package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.OTHER_KEY;
import static io.keycanary.app.CloudTrailFiles.file;
import static io.keycanary.app.CloudTrailFiles.gzip;
import static io.keycanary.app.CloudTrailFiles.record;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped program, interrupted while it scans. */
class ScanInterruptIT {
    @TempDir
    private Path folder;

    private Path tokens;
    private Path err;
    private @Nullable Process running;

    @BeforeEach
    void tokenFile() {
        tokens = write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        err = folder.resolve("err");
    }

    @AfterEach
    void end() {
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private Process scan(List<String> javaOptions, String... more) throws IOException {
        List<String> command = new ArrayList<>(Shipped.command(javaOptions.toArray(String[]::new)));
        command.addAll(List.of("scan", "--tokens", tokens.toString(), "--format", "json"));
        command.addAll(List.of(more));
        running = new ProcessBuilder(command).redirectError(err.toFile()).start();
        return running;
    }

    /** A pipe that does not end: some matches, then whatever, until nobody reads it. */
    private static void feed(OutputStream pipe) {
        Thread.ofPlatform().daemon().start(() -> {
            try (pipe) {
                for (int i = 0; i < 3; i++) {
                    pipe.write((record("e" + i, KEY, "x") + "\n").getBytes(StandardCharsets.UTF_8));
                }
                byte[] other = String.join("\n", Collections.nCopies(100, record("other", OTHER_KEY, "x")))
                        .concat("\n")
                        .getBytes(StandardCharsets.UTF_8);
                while (true) {
                    pipe.write(other); // waits while the pipe is full
                    pipe.flush();
                }
            } catch (IOException e) {
                // the program has ended
            }
        });
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signal_endsAtOnceWithWhatWasFound(String signal) throws Exception {
        write(folder.resolve("logs/b.json.gz"), gzip(file(List.of(record("behind", KEY, "x")))));
        Process process =
                scan(List.of(), "--threads", "2", "-", folder.resolve("logs").toString());
        feed(process.getOutputStream());
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            assertThat(out.readLine()).contains("\"eventId\":\"e" + i + "\"");
        }
        signal(process, signal);
        long began = System.nanoTime();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("far less on a machine that does nothing else")
                .isLessThan(Duration.ofSeconds(2));
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(out.lines()).as("found behind the pipe, which had not ended").allMatch(l -> l.contains("behind"));
        assertThat(Files.readString(err)).contains("\"interrupted\":true").hasLineCount(1);
    }

    @Test
    void interruptedScan_isResumed() throws Exception {
        List<String> ids = new ArrayList<>();
        String much = record("other", OTHER_KEY, "x".repeat(300_000)); // else it is done before the signal comes
        for (int i = 0; i < 100; i++) {
            ids.add("%03d".formatted(i));
            write(folder.resolve("logs/%03d.json".formatted(i)), file(List.of(record(ids.get(i), KEY, "x"), much)));
        }
        Path state = folder.resolve("state");
        String[] line = {"--resume", state.toString(), folder.resolve("logs").toString()};
        Process process = scan(List.of(), line);
        assertThat(process.inputReader().readLine()).contains("\"000\"");
        signal(process, "INT");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> seen = new ArrayList<>(List.of("000"));
        process.inputReader().lines().forEach(found -> seen.add(id(found)));
        boolean wasFaster = !Files.readString(err).contains("\"interrupted\":true");
        assertThat(state.toFile().exists()).isNotEqualTo(wasFaster);
        Process rest = scan(List.of(), line);
        rest.inputReader().lines().forEach(found -> seen.add(id(found)));
        assertThat(rest.waitFor()).isEqualTo(1);
        assertThat(seen).containsAll(ids);
    }

    private static String id(String line) {
        return line.replaceAll(".*\"eventId\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void readerWhoLeaves_endsItQuietly() throws Exception {
        Process process = scan(List.of(), "-");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        OutputStream pipe = process.getOutputStream();
        byte[] match = (record("e", KEY, "x") + "\n").getBytes(StandardCharsets.UTF_8);
        pipe.write(match);
        pipe.flush();
        assertThat(out.readLine()).contains("\"eventId\":\"e\"");
        out.close();
        try {
            while (process.isAlive()) {
                pipe.write(match);
                pipe.flush();
            }
        } catch (IOException e) {
            // it has ended
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(err).isEmptyFile();
    }

    @Test
    void localScan_loadsNothingOfAws() throws Exception {
        write(folder.resolve("a.json"), file(List.of(record("e", KEY, "x"))));
        Path loaded = folder.resolve("loaded");
        Process process = scan(
                List.of("-Xlog:class+load:file=" + loaded),
                folder.resolve("a.json").toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(loaded))
                .contains("io.keycanary.cli.ScanCommand")
                .doesNotContain("software.amazon.awssdk", "io.keycanary.aws.");
    }
}
