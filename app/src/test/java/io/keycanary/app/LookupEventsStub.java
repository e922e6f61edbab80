package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stub of the documented wire form of CloudTrail's LookupEvents (JSON 1.1; CloudTrail API, LookupEvents), which moto
 * lacks: pages of at most 50, newest first, times inclusive. It proves what we ask and how we read the answer, not what
 * AWS does.
 */
final class LookupEventsStub implements AutoCloseable {
    static final String TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 50;

    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;
    private volatile String refusal = "";

    LookupEventsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, exchange.getRequestBody().readAllBytes());
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The history has this CloudTrail record from now on. */
    void add(String record) {
        records.add(read(record));
    }

    /** The next calls are answered by this error. */
    void refuse(int times, String code) {
        refusal = code;
        refusals.set(times);
    }

    int calls() {
        return calls.get();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a call, whoever took it. */
    void answer(HttpExchange exchange, byte[] body) throws IOException {
        calls.incrementAndGet();
        if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            send(exchange, 400, "{\"__type\":\"" + refusal + "\",\"message\":\"the stub says no\"}");
            return;
        }
        send(exchange, 200, page(JSON.readTree(body), region(exchange)).toString());
    }

    /** The region is that of the signature. */
    private static String region(HttpExchange exchange) {
        String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] scope = signature.split("/");
        return scope.length > 3 ? scope[2] : "";
    }

    private ObjectNode page(JsonNode request, String region) {
        double from = request.path("StartTime").asDouble(0);
        double to = request.path("EndTime").asDouble(Double.MAX_VALUE);
        List<JsonNode> all = records.stream()
                .filter(record -> region.equals(record.path("awsRegion").asText()))
                .filter(record -> seconds(record) >= from && seconds(record) <= to)
                .filter(record -> has(record, request.at("/LookupAttributes/0")))
                .sorted(Comparator.comparing(LookupEventsStub::seconds).reversed())
                .toList();
        int start = request.path("NextToken").asInt(0);
        int end = Math.min(all.size(), start + PAGE);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode events = answer.putArray("Events");
        all.subList(start, end).forEach(record -> events.add(event(record)));
        if (end < all.size()) {
            answer.put("NextToken", String.valueOf(end));
        }
        return answer;
    }

    /** AWS searches by one attribute at a time; a resource is what the request names. */
    private static boolean has(JsonNode record, JsonNode attribute) {
        String value = attribute.path("AttributeValue").asText();
        return switch (attribute.path("AttributeKey").asText()) {
            case "" -> true;
            case "Username" -> value.equals(record.at("/userIdentity/userName").asText());
            case "AccessKeyId" ->
                value.equals(record.at("/userIdentity/accessKeyId").asText());
            case "ResourceName" -> record.path("requestParameters").toString().contains("\"" + value + "\"");
            default -> throw new IllegalArgumentException("the stub does not know " + attribute);
        };
    }

    private static long seconds(JsonNode record) {
        return Instant.parse(record.path("eventTime").asText()).getEpochSecond();
    }

    private static ObjectNode event(JsonNode record) {
        ObjectNode event = JSON.createObjectNode()
                .put("EventId", record.path("eventID").asText())
                .put("EventName", record.path("eventName").asText())
                .put("ReadOnly", record.path("readOnly").asText())
                .put("AccessKeyId", record.at("/userIdentity/accessKeyId").asText())
                .put("EventTime", (double) seconds(record))
                .put("EventSource", record.path("eventSource").asText())
                .put("Username", record.at("/userIdentity/userName").asText());
        event.putArray("Resources");
        return event.put("CloudTrailEvent", record.toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders()
                .set("x-amzn-RequestId", java.util.UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
