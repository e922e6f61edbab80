package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keycanary.source.DetectionPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudTrail for moto, which has none that writes: an HTTP proxy before it makes a record of each call, in the shape of
 * real ones, and delivers it by each detection path as the test wants. Rules, filters, alarms and buckets are those that
 * moto holds, so that what is broken there delivers nothing.
 */
final class CloudTrailStandIn implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HOP = Set.of("host", "connection", "content-length", "expect", "upgrade");
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Set<String> DATA = Set.of(
            "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "PutLogEvents", "Publish");

    /** What becomes of a record on its way. */
    enum Fate {
        ARRIVES,
        TWICE,
        LOST,
        LATE
    }

    private final URI moto;
    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LookupEventsStub history = new LookupEventsStub();
    private final Map<DetectionPath, Fate> fates = new ConcurrentHashMap<>();
    private final Map<DetectionPath, List<JsonNode>> late = new EnumMap<>(DetectionPath.class);
    private final Map<String, JsonNode> users = new ConcurrentHashMap<>();
    private final Map<String, String> namesOfKeys = new ConcurrentHashMap<>();
    private final TrailDelivery delivery;
    private volatile boolean recording;
    private volatile boolean decoySeen;

    CloudTrailStandIn(URI moto) throws IOException {
        this.moto = moto;
        this.delivery = new TrailDelivery(moto);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on calls are recorded. */
    void record() {
        recording = true;
    }

    /** What becomes of records on this path from now on. */
    void on(DetectionPath path, Fate fate) {
        fates.put(path, fate);
    }

    /** Whether a user that was made here has acted. */
    boolean hasRecordOfADecoy() {
        return decoySeen;
    }

    /** Delivers what was to be late. */
    synchronized void release(DetectionPath path) {
        List<JsonNode> waiting = late.remove(path);
        if (waiting != null) {
            waiting.forEach(record -> delivery.deliver(path, record));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (LookupEventsStub.TARGET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
                history.answer(exchange, body);
                return;
            }
            HttpResponse<InputStream> answer = forwarded(exchange, body);
            byte[] text = answer.body().readAllBytes();
            answer.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name) && !name.equals("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            boolean empty = text.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : text.length);
            if (!empty) {
                exchange.getResponseBody().write(text);
            }
            exchange.close();
            learn(new String(text, StandardCharsets.UTF_8));
            if (recording) {
                call(exchange, new String(body, StandardCharsets.UTF_8)).ifPresent(call -> sent(call, answer, text));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> forwarded(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("transfer-encoding")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Users and keys are known from the answers that made them. */
    private void learn(String answer) {
        String name = element(answer, "UserName");
        if (answer.contains("<CreateUserResponse")) {
            users.put(
                    name,
                    JSON.createObjectNode()
                            .put("type", "IAMUser")
                            .put("principalId", element(answer, "UserId"))
                            .put("arn", element(answer, "Arn"))
                            .put("accountId", MotoAccount.ACCOUNT)
                            .put("userName", name));
        } else if (answer.contains("<CreateAccessKeyResponse")) {
            namesOfKeys.put(element(answer, "AccessKeyId"), name);
        }
    }

    private static String element(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]*)</").matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    /** A call as its request shows it. */
    private record Call(String key, String region, String service, String action, String agent, String host) {}

    private static Optional<Call> call(HttpExchange exchange, String body) {
        Matcher scope =
                SCOPE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (!scope.find()) {
            return Optional.empty();
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Matcher form = ACTION.matcher(body);
        String action = target != null
                ? target.substring(target.lastIndexOf('.') + 1)
                : form.find() ? form.group(1) : ofS3(exchange);
        String agent = String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"));
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return DATA.contains(action) || action.isEmpty()
                ? Optional.empty()
                : Optional.of(new Call(scope.group(1), scope.group(2), scope.group(3), action, agent, host));
    }

    /** Calls about objects are data events, which a trail leaves out unless it is told. */
    private static String ofS3(HttpExchange exchange) {
        boolean list = exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getPath().equals("/");
        return list ? "ListBuckets" : "";
    }

    private void sent(Call call, HttpResponse<InputStream> answer, byte[] text) {
        ObjectNode record = record(call, answer, new String(text, StandardCharsets.UTF_8));
        for (DetectionPath path : List.of(
                DetectionPath.EVENT_HISTORY,
                DetectionPath.EVENTBRIDGE,
                DetectionPath.TRAIL_S3,
                DetectionPath.TRAIL_LOGS)) {
            fated(path, record);
        }
        decoySeen = decoySeen || namesOfKeys.containsKey(call.key());
    }

    private synchronized void fated(DetectionPath path, JsonNode record) {
        switch (fates.getOrDefault(path, Fate.ARRIVES)) {
            case ARRIVES -> deliver(path, record);
            case TWICE -> {
                deliver(path, record);
                deliver(path, record);
            }
            case LATE -> late.computeIfAbsent(path, p -> new ArrayList<>()).add(record);
            case LOST -> {}
        }
    }

    private void deliver(DetectionPath path, JsonNode record) {
        if (path == DetectionPath.EVENT_HISTORY) {
            history.add(record.toString());
        } else {
            delivery.deliver(path, record);
        }
    }

    /** The members, and their order, of real records (version 1.11). */
    private ObjectNode record(Call call, HttpResponse<InputStream> answer, String text) {
        ObjectNode record = JSON.createObjectNode().put("eventVersion", "1.11");
        record.set("userIdentity", identity(call.key()));
        record.put("eventTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", call.service() + ".amazonaws.com")
                .put("eventName", call.action())
                .put("awsRegion", call.region())
                .put("sourceIPAddress", "198.51.100.23")
                .put("userAgent", call.agent());
        if (answer.statusCode() >= 400) {
            record.put("errorCode", element(text, "Code")).put("errorMessage", element(text, "Message"));
        }
        record.putNull("requestParameters").putNull("responseElements");
        record.put(
                        "requestID",
                        answer.headers()
                                .firstValue("x-amzn-requestid")
                                .orElse(UUID.randomUUID().toString()))
                .put("eventID", UUID.randomUUID().toString())
                .put("readOnly", call.action().matches("(Get|List|Describe|Lookup).*"))
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", MotoAccount.ACCOUNT)
                .put("eventCategory", "Management");
        record.putObject("tlsDetails")
                .put("tlsVersion", "TLSv1.3")
                .put("cipherSuite", "TLS_AES_128_GCM_SHA256")
                .put("clientProvidedHostHeader", call.host());
        return record;
    }

    private JsonNode identity(String key) {
        JsonNode user = users.get(namesOfKeys.getOrDefault(key, ""));
        ObjectNode identity = user == null
                ? JSON.createObjectNode()
                        .put("type", "IAMUser")
                        .put("principalId", "AIDAQTESTTESTTESTTEST")
                        .put("arn", "arn:aws:iam::" + MotoAccount.ACCOUNT + ":user/operator")
                        .put("accountId", MotoAccount.ACCOUNT)
                        .put("userName", "operator")
                : user.deepCopy();
        return identity.put("accessKeyId", key);
    }

    @Override
    public void close() {
        server.stop(0);
        history.close();
        http.close();
        delivery.close();
    }
}
