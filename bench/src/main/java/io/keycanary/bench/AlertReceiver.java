package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes alerts as a webhook does, and remembers when each first came. */
public final class AlertReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Arrival> byAlert = new ConcurrentHashMap<>();

    /** The first arrival of one alert, with {@link System#nanoTime()} of its receipt. */
    public record Arrival(long nanos, JsonNode alert) {}

    /** Listens on a free port of the loopback. */
    public AlertReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                JsonNode alert = JSON.readTree(exchange.getRequestBody());
                byAlert.putIfAbsent(alert.path("id").asText(), new Arrival(System.nanoTime(), alert));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** First arrivals by alert id. */
    public Map<String, Arrival> arrivals() {
        return Map.copyOf(byAlert);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
