package io.keycanary.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook that answers 500, then 429 with Retry-After, and takes everything after that. */
final class TroubledReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    /** What was answered, at which {@link System#nanoTime()}. */
    record Answer(int status, long nanos) {}

    TroubledReceiver(Duration retryAfter) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                int status = answers.isEmpty() ? 500 : answers.size() == 1 ? 429 : 204;
                if (status == 429) {
                    exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
                }
                answers.add(new Answer(status, System.nanoTime()));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
