package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Takes alerts as a webhook does, and remembers when each first came and how often. */
public final class AlertReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    /** Threads of the system: virtual ones share a few carriers with whatever else this process does. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("receiver-", 0).factory());

    private final Map<String, Arrival> byAlert = new ConcurrentHashMap<>();
    private final AtomicInteger received = new AtomicInteger();
    private volatile Duration answerAfter = Duration.ZERO;

    /**
     * One alert as it came.
     *
     * @param nanos {@link System#nanoTime()} of its first receipt
     * @param times how often it came
     */
    public record Arrival(long nanos, JsonNode alert, int times) {
        private Arrival again() {
            return new Arrival(nanos, alert, times + 1);
        }
    }

    /** Listens on a free port of the loopback. */
    public AlertReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode alert = JSON.readTree(exchange.getRequestBody());
            Arrival first = new Arrival(System.nanoTime(), alert, 1);
            byAlert.merge(alert.path("id").asText(), first, (known, same) -> known.again());
            received.incrementAndGet();
            LockSupport.parkNanos(answerAfter.toNanos());
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** From now on every answer takes so long. */
    public void answerAfter(Duration time) {
        answerAfter = time;
    }

    /** How many came, repeated ones too; answered or not yet. */
    public int received() {
        return received.get();
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** What came, by alert id. */
    public Map<String, Arrival> arrivals() {
        return Map.copyOf(byAlert);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
