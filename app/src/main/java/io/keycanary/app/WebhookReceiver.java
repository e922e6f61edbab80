package io.keycanary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keycanary.channel.WebhookSignature;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The other end of a webhook, for the demo: keeps what arrives, after it has checked the signature. */
final class WebhookReceiver implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WebhookSignature signature;
    private final InstantSource clock;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * What arrived.
     *
     * @param genuine whether the signature was right
     */
    record Received(Instant at, String body, boolean genuine) {}

    WebhookReceiver(Secret secret, InstantSource clock) throws IOException {
        this.signature = new WebhookSignature(secret);
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/alerts", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            received.add(
                    new Received(clock.instant(), new String(body, StandardCharsets.UTF_8), genuine(exchange, body)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private boolean genuine(HttpExchange exchange, byte[] body) {
        String timestamp = exchange.getRequestHeaders().getFirst(WebhookSignature.TIMESTAMP_HEADER);
        String given = exchange.getRequestHeaders().getFirst(WebhookSignature.SIGNATURE_HEADER);
        return timestamp != null
                && given != null
                && timestamp.matches("\\d{1,15}")
                && signature.verify(Long.parseLong(timestamp), body, given);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
