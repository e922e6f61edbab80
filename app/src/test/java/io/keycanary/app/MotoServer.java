package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The AWS API on loopback, by {@code moto_server}; tests are skipped where that is not installed. */
public final class MotoServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final int port;

    private MotoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Started, with settings of its own. */
    public static MotoServer start() throws IOException {
        return start(Map.of());
    }

    /** With settings of moto's own, such as {@code MOTO_S3_DEFAULT_MAX_KEYS}. */
    public static MotoServer start(Map<String, String> settings) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = null;
        try {
            ProcessBuilder command = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            command.environment().putAll(settings);
            process = command.start();
        } catch (IOException e) {
            assumeTrue(false, "moto_server is not installed: pip install 'moto[server]'");
        }
        MotoServer server = new MotoServer(Objects.requireNonNull(process), port);
        server.awaitStart();
        return server;
    }

    private void awaitStart() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!answers()) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("moto_server started")
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on every call needs a known key, a right signature and a permission. */
    void enforceAuthorization() throws IOException, InterruptedException {
        tell("/moto-api/reset-auth", "0");
    }

    /** From now on nothing is checked. */
    void allowEverything() throws IOException, InterruptedException {
        tell("/moto-api/reset-auth", "inf");
    }

    /** Forgets all that was made. */
    void reset() throws IOException, InterruptedException {
        allowEverything();
        tell("/moto-api/reset", "");
    }

    private void tell(String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
