package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the jar as it is shipped to its end, as a process of its own. */
final class ShippedRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 600;

    private final List<String> prefix = new ArrayList<>();
    private final List<String> javaOptions = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Feed feed;
    private Consumer<Process> watcher = process -> {};

    ShippedRun(Path home) {
        environment.put("KEYCANARY_HOME", home.toString());
    }

    /** Writes what the program reads from standard input. */
    @FunctionalInterface
    interface Feed {
        void into(OutputStream input) throws IOException;
    }

    /** What a run left behind. */
    record Ended(int code, String out, String err) {
        /** Lines that are JSON, of both streams: results and what a scan tells of its input. */
        List<JsonNode> json() {
            return (out + "\n" + err)
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(Ended::parsed)
                    .toList();
        }

        private static JsonNode parsed(String line) {
            try {
                return JSON.readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + line, e);
            }
        }
    }

    /** Starts it by another program, which gets the command line as arguments. */
    ShippedRun by(List<String> starter) {
        prefix.addAll(starter);
        return this;
    }

    ShippedRun withJava(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    ShippedRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ShippedRun reading(Feed input) {
        feed = input;
        return this;
    }

    /** Who may end it before its end. */
    ShippedRun watchedBy(Consumer<Process> who) {
        watcher = who;
        return this;
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Shipped.command());
        command.addAll(prefix.size() + 1, javaOptions);
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("keycanary-it", ".out");
        Path err = Files.createTempFile("keycanary-it", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            watcher.accept(process);
            int code = await(process);
            return new Ended(code, Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private int await(Process process) throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            if (feed != null) {
                feed.into(input);
            }
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }
}
