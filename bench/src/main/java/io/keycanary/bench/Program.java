package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of the shipped program's server, as a process of its own. */
public final class Program implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** A machine that compiles elsewhere may be slow; what waits longer than this waits for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;
    private final CompletableFuture<JsonNode> announcement = new CompletableFuture<>();
    private final Queue<String> printed = new ConcurrentLinkedQueue<>();

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        // Somebody has to read all that it prints, or it would wait for ever. A thread of the system: reading a pipe
        // holds a carrier of virtual threads, and on a small machine there are only two.
        Thread.ofPlatform().daemon().name("output of the program").start(this::readOutput);
    }

    private void readOutput() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String announced = out.readLine();
            if (announced == null || !announced.startsWith("{")) {
                announcement.completeExceptionally(new IOException("no address but: " + announced + "\n" + log()));
            } else {
                announcement.complete(JSON.readTree(announced));
            }
            out.lines().forEach(printed::add);
        } catch (IOException | UncheckedIOException e) {
            announcement.completeExceptionally(new IOException("the program was killed", e));
        }
    }

    /**
     * Starts {@code serve} on free ports, and does not wait for it.
     *
     * @param command what starts the program: the launcher, or java with its arguments
     * @param database {@code --db}; null for the file in the home folder
     */
    public static Program start(List<String> command, Path home, @Nullable String database) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("serve", "--format", "json", "--port", "0", "--endpoint-port", "0"));
        if (database != null) {
            line.addAll(List.of("--db", database));
        }
        Path log = Files.createTempFile(home, "serve", ".log");
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
        builder.environment().putAll(Map.of("KEYCANARY_HOME", home.toString()));
        return new Program(builder.start(), log);
    }

    /**
     * Starts it and waits until it says where it listens.
     *
     * @throws IOException when it ends before it serves; the message holds what it printed
     */
    public static Program serve(List<String> command, Path home, @Nullable String database)
            throws IOException, InterruptedException {
        Program program = start(command, home, database);
        try {
            program.announced();
        } catch (IOException e) {
            program.close();
            throw e;
        }
        return program;
    }

    /**
     * What it printed once it served: waits for that.
     *
     * @throws IOException when it ends before
     */
    private JsonNode announced() throws IOException, InterruptedException {
        try {
            return announcement.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the program does not start\n" + diagnosis(), e);
        }
    }

    /** Base of the API. */
    public URI api() throws IOException, InterruptedException {
        return URI.create(announced().path("api").asText());
    }

    /** The decoy endpoint. */
    public URI endpoint() throws IOException, InterruptedException {
        return URI.create(announced().path("endpoint").asText());
    }

    /** Shown at the first start only. */
    public @Nullable String adminToken() throws IOException, InterruptedException {
        JsonNode announced = announced();
        return announced.hasNonNull("adminToken") ? announced.path("adminToken").asText() : null;
    }

    /** What it printed since it serves, as a console channel does: a line each. */
    public List<String> printed() {
        return List.copyOf(printed);
    }

    /** Its number in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Its log. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** What its threads do and what it logged: for the message of a failure. */
    public String diagnosis() throws IOException, InterruptedException {
        Path threads = Files.createTempFile("threads", ".txt");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.dump_to_file",
                        "-overwrite",
                        threads.toString())
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        return log() + Files.readString(threads);
    }

    /** Resident memory in MB (1e6 bytes). */
    public long residentMegabytes() throws IOException {
        Matcher matcher = RSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!matcher.find()) {
            throw new IOException("no VmRSS of process " + process.pid());
        }
        return Long.parseLong(matcher.group(1)) * 1024 / 1_000_000;
    }

    /** Processor time it has used since its start. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL: no instruction of it runs after this. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
