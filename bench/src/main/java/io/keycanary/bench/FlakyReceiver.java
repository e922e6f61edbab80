package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Takes alerts as a webhook does, but fails half of the time: with a refusal, with a wish to wait, by resetting the
 * connection before or after it read the alert, or by never answering.
 */
public final class FlakyReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How it answers. */
    public enum Way {
        /** 204. */
        TAKEN,
        /** 503. */
        REFUSED,
        /** 429. */
        TOO_MANY,
        /** Reset, unread. */
        RESET_UNREAD,
        /** Reset after it was read whole. */
        RESET_READ,
        /** Read, and no answer ever. */
        HANGING
    }

    /**
     * One alert as it was read.
     *
     * @param repeat how it was marked
     */
    public record Received(String alert, boolean repeat, Way way) {}

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final Random random;
    private final double hanging;
    private final int mostFailures;
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<Way, Integer> counts = new EnumMap<>(Way.class);
    private final List<Socket> held = new ArrayList<>();

    /**
     * Listens on a free port of the loopback.
     *
     * @param hanging which part of the requests is never answered
     * @param mostFailures an alert that failed so often is taken
     */
    public FlakyReceiver(Random random, double hanging, int mostFailures) throws IOException {
        this.random = random;
        this.hanging = hanging;
        this.mostFailures = mostFailures;
        Thread.ofPlatform().daemon().name("receiver").start(this::accept);
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    /** What was read, in the order in which it was. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** How often it answered in each way. */
    public synchronized Map<Way, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** How often it answered with 204. */
    public synchronized int taken() {
        return counts.getOrDefault(Way.TAKEN, 0);
    }

    /** Connections one after the other are enough: a channel sends one alert after the other. */
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Thread.ofPlatform().daemon().name("receiver of one").start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** Requests of one connection, until one way of failing ends it. */
    private void serve(Socket connection) {
        try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
            while (begins(in)) {
                if (unread()) {
                    reset(connection);
                    return;
                }
                String body = request(in);
                if (body == null || !answer(connection, body)) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // the program was killed
        }
    }

    /** Waits for the first byte of a request: a connection that is reset while it rests fails nobody. */
    private static boolean begins(InputStream in) throws IOException {
        in.mark(1);
        boolean begins = in.read() >= 0;
        in.reset();
        return begins;
    }

    private synchronized boolean unread() {
        boolean fails = random.nextInt(10) == 0;
        if (fails) {
            counts.merge(Way.RESET_UNREAD, 1, Integer::sum);
        }
        return fails;
    }

    private static @Nullable String request(InputStream in) throws IOException {
        int length = 0;
        String line = line(in);
        if (line == null) {
            return null;
        }
        for (; line != null && !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        return body.length == length ? new String(body, StandardCharsets.UTF_8) : null;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** False when the connection is at its end. */
    private boolean answer(Socket connection, String body) throws IOException {
        Way way = judged(JSON.readTree(body));
        switch (way) {
            case TAKEN -> say(connection, "204 No Content", "");
            case REFUSED -> say(connection, "503 Service Unavailable", "Content-Length: 0\r\n");
            case TOO_MANY -> say(connection, "429 Too Many Requests", "Content-Length: 0\r\nRetry-After: 0\r\n");
            case RESET_READ, RESET_UNREAD -> reset(connection);
            case HANGING -> hold(connection);
        }
        return way == Way.TAKEN || way == Way.REFUSED || way == Way.TOO_MANY;
    }

    private synchronized Way judged(JsonNode alert) {
        String id = alert.path("id").asText();
        Way way = failures.getOrDefault(id, 0) >= mostFailures ? Way.TAKEN : drawn();
        if (way != Way.TAKEN) {
            failures.merge(id, 1, Integer::sum);
        }
        counts.merge(way, 1, Integer::sum);
        received.add(new Received(id, alert.path("repeat").asBoolean(), way));
        return way;
    }

    /** With the tenth that is reset unread, half of the requests fail. */
    private Way drawn() {
        double dice = random.nextDouble();
        if (dice < hanging) {
            return Way.HANGING;
        }
        return dice < 0.16 ? Way.REFUSED : dice < 0.31 ? Way.TOO_MANY : dice < 0.445 ? Way.RESET_READ : Way.TAKEN;
    }

    private static void say(Socket connection, String status, String headers) throws IOException {
        connection
                .getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Without lingering a close is a reset. */
    private static void reset(Socket connection) throws SocketException, IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private void hold(Socket connection) throws IOException {
        synchronized (this) {
            held.add(connection);
        }
        while (connection.getInputStream().read() >= 0) {
            // until the other side has waited long enough
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket connection : held) {
                connection.close();
            }
        }
    }
}
