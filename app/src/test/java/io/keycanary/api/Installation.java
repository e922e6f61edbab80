package io.keycanary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.access.Role;
import io.keycanary.alert.Routing;
import io.keycanary.desk.AccessDesk;
import io.keycanary.desk.TokenDesk;
import io.keycanary.incident.SourceLookup;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.Account;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.LocalTokenIssuer;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.TokenPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API over real HTTP, with real parts behind it and the memory store below. */
final class Installation implements AutoCloseable, InstantSource {
    private static final Routing ROUTING = Routing.toAll(List.of("console", "hook"));
    static final String HOOK_SECRET = "0yb6J4h2vQz1pX9s";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the blocker did: {@code block ADDRESS} or {@code unblock ADDRESS}. */
    final List<String> blocked = new ArrayList<>();

    final Ledger ledger;
    final List<HealthPart> parts = new ArrayList<>();
    final Intake intake;
    final ApiServer server;
    private final Map<Role, String> bearers = new EnumMap<>(Role.class);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    Installation() {
        this(new MemoryLedger());
    }

    Installation(Ledger ledger) {
        this.ledger = ledger;
        Casework casework = new Casework(new AlertDesk(ROUTING, "http://here/"), this);
        intake = new Intake(ledger, new Watchlist(ledger), casework, this, () -> {});
        server = started();
        AccessDesk access = new AccessDesk(ledger, this);
        for (Role role : Role.values()) {
            bearers.put(
                    role,
                    access.make(Words.small(role), role, "test").text().reveal(SecretAccess.forInsecureReading()));
        }
    }

    private ApiServer started() {
        try {
            return ApiServer.start(ApiServer.Settings.loopback(0), api());
        } catch (BindException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String report(String kind, @Nullable String period, boolean html) {
        if ("2026-13".equals(period)) {
            throw new IllegalArgumentException("there is no period 2026-13");
        }
        return kind + " " + period + " " + html;
    }

    Api api() {
        return new Api(
                ledger,
                new LocalTokenIssuer(new Account.LocalAccount("123456789012"), this),
                SourceLookup.NONE,
                new Responders(
                        () -> (account, kind, target) -> {
                            throw new AccountException(AccountException.Reason.DENIED, "no permission for iam:GetRole");
                        },
                        Blocker::new,
                        token -> new LocalTokenIssuer(new Account.LocalAccount("123456789012"), this),
                        taken -> "svc-next"),
                ROUTING,
                Map.of("pager", Secret.of(HOOK_SECRET)),
                body -> body.length == 2
                        ? new NoticePost.Taken(200, "")
                        : new NoticePost.Taken(403, "its signature is not right"),
                Installation::report,
                () -> parts,
                intake::counts,
                this);
    }

    private final class Blocker implements ResponseAction {
        private final String address;

        Blocker(String address) {
            this.address = address;
        }

        @Override
        public Plan look() {
            return new Plan(List.of("command: block " + address), Map.of());
        }

        @Override
        public void apply(Map<String, String> before) {
            blocked.add("block " + address);
        }

        @Override
        public void undo(Map<String, String> before) {
            blocked.add("unblock " + address);
        }

        @Override
        public void close() {}
    }

    @Override
    public Instant instant() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    CanaryToken token(String userName) {
        return new TokenDesk(ledger, this)
                .issue(
                        new LocalTokenIssuer(new Account.LocalAccount("123456789012"), this),
                        new TokenPlan(userName, "/", null, CanaryToken.Stewardship.NONE),
                        "test");
    }

    /** Somebody uses the key of a token. */
    void use(CanaryToken token, String eventId, String userAgent) throws InterruptedException {
        String record = """
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"%s","arn":"%s",\
                "accountId":"123456789012","accessKeyId":"%s"},"eventTime":"2026-01-01T11:59:58Z",\
                "eventSource":"s3.amazonaws.com","eventName":"ListBuckets","awsRegion":"us-east-1",\
                "sourceIPAddress":"198.51.100.7","userAgent":%s,"errorCode":"AccessDenied",\
                "requestID":"R-%s","eventID":"%s","recipientAccountId":"123456789012"}""".formatted(
                        token.identity().principalId(),
                        token.identity().userArn(),
                        token.activeKey().orElseThrow().id(),
                        JSON.getNodeFactory().textNode(userAgent),
                        eventId,
                        eventId);
        intake.offer(new RecordBytes(
                DetectionPath.ENDPOINT,
                "test",
                RecordBytes.Bytes.of(record.getBytes(StandardCharsets.UTF_8)),
                now,
                true,
                null));
    }

    /** A response, read as JSON where it is. */
    record Reply(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        JsonNode json() throws IOException {
            return JSON.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    Reply get(Role role, String path) throws IOException, InterruptedException {
        return send(role, "GET", path, null);
    }

    /** Header names and values alternate. */
    Reply post(Role role, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        return send(role, "POST", path, body, headers);
    }

    Reply send(@Nullable Role role, String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (role != null) {
            request.header("Authorization", "Bearer " + bearer(role));
        }
        if (body != null && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return reply(request);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + Route.ROOT + path))
                .timeout(Duration.ofSeconds(20));
    }

    Reply reply(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    String bearer(Role role) {
        return String.valueOf(bearers.get(role));
    }

    /** Sends bytes as they are; the first 4 KiB of what comes back. */
    String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        ledger.close();
    }
}
