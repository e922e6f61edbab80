package io.keycanary.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a program of this machine, and skips the test when it is not there. */
record Program(String output, int exitCode) {
    static Program run(Map<String, String> environment, Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after 90 s: " + command);
        }
        String text = Files.readString(out, StandardCharsets.UTF_8);
        return new Program(text, process.exitValue());
    }

    static void assumePresent(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Assumptions.assumeTrue(process.waitFor(60, TimeUnit.SECONDS), command[0] + " does not answer");
            Assumptions.assumeTrue(process.exitValue() == 0, command[0] + " does not work here");
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not on this machine");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
