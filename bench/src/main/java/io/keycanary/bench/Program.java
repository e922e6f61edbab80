package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of the shipped program's server, as a process of its own. */
public final class Program implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final URI api;
    private final URI endpoint;
    private final @Nullable String adminToken;

    private Program(Process process, JsonNode announced) {
        this.process = process;
        this.api = URI.create(announced.path("api").asText());
        this.endpoint = URI.create(announced.path("endpoint").asText());
        this.adminToken = announced.hasNonNull("adminToken")
                ? announced.path("adminToken").asText()
                : null;
    }

    /**
     * Starts {@code serve} on free ports and waits until it says where it listens.
     *
     * @param command what starts the program: the launcher, or java with its arguments
     * @param database {@code --db}; null for the file in the home folder
     * @throws IOException when it ends before it serves; the message holds what it printed
     */
    public static Program serve(List<String> command, Path home, @Nullable String database) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("serve", "--format", "json", "--port", "0", "--endpoint-port", "0"));
        if (database != null) {
            line.addAll(List.of("--db", database));
        }
        Path log = Files.createTempFile(home, "serve", ".log");
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
        builder.environment().putAll(Map.of("KEYCANARY_HOME", home.toString()));
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String announced = out.readLine();
        if (announced == null) {
            throw new IOException("the program ended: " + Files.readString(log));
        }
        // Somebody has to read what else it prints, or it would wait for ever. Reading a pipe holds a carrier thread of
        // virtual threads, and on a small machine there are only two.
        Thread.ofPlatform().daemon().start(() -> out.lines().forEach(rest -> {}));
        return new Program(process, JSON.readTree(announced));
    }

    /** Base of the API. */
    public URI api() {
        return api;
    }

    /** The decoy endpoint. */
    public URI endpoint() {
        return endpoint;
    }

    /** Shown at the first start only. */
    public @Nullable String adminToken() {
        return adminToken;
    }

    /** Resident memory in MB (1e6 bytes). */
    public long residentMegabytes() throws IOException {
        Matcher matcher = RSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!matcher.find()) {
            throw new IOException("no VmRSS of process " + process.pid());
        }
        return Long.parseLong(matcher.group(1)) * 1024 / 1_000_000;
    }

    /** SIGKILL: no instruction of it runs after this. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
