package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keycanary.bench.AlertReceiver;
import io.keycanary.bench.Api;
import io.keycanary.bench.Program;
import io.keycanary.bench.SignedCall;
import io.keycanary.cli.Exit;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs against a server that runs in another process, and what its alert channels get; all as it is shipped. */
class LiveServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    private static Path folder;

    private static Path home;
    private static AlertReceiver team;
    private static TroubledReceiver flaky;
    private static ServerSocket hanging;
    private static GreenMail mail;
    private static Program server;

    @BeforeAll
    static void start() throws Exception {
        team = new AlertReceiver();
        flaky = new TroubledReceiver(RETRY_AFTER);
        hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // takes connections, answers nothing
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        home = Files.createDirectory(
                folder.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(folder.resolve("watched"));
        Files.writeString(home.resolve("config.yaml"), settings());
        Files.setPosixFilePermissions(home.resolve("config.yaml"), PosixFilePermissions.fromString("rw-------"));
        server = Program.serve(Shipped.command(), home, null);
    }

    private static String settings() throws IOException {
        return """
                watch: [%s]
                channels:
                  - {type: console, name: console}
                  - {type: webhook, name: team, url: "%s", secret: 0123456789abcdef0123456789abcdef}
                  - {type: webhook, name: flaky, url: "%s", secret: 0123456789abcdef0123456789abcdef}
                  - {type: webhook, name: hanging, url: "http://127.0.0.1:%d/", secret: 0123456789abcdef0123456789abcdef}
                  - {type: smtp, name: mail, host: 127.0.0.1, port: %d, security: none, from: a@example.org, to: b@example.org}
                  - {type: smtp, name: mail-down, host: 127.0.0.1, port: %d, security: none, from: a@example.org, to: b@example.org}
                """.formatted(
                        folder.resolve("watched"),
                        team.address(),
                        flaky.address(),
                        hanging.getLocalPort(),
                        mail.getSmtp().getPort(),
                        closedPort());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            assertThat(server.stop()).isZero();
        } finally {
            server.close();
            mail.stop();
            hanging.close();
            flaky.close();
            team.close();
        }
    }

    private static ShippedRun.Ended run(String... arguments) throws Exception {
        return new ShippedRun(home)
                .with(
                        "KEYCANARY_ENDPOINT_PORT",
                        Integer.toString(server.endpoint().getPort()))
                .run(arguments);
    }

    private static String text(String... arguments) throws Exception {
        ShippedRun.Ended ended = run(arguments);
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.OK);
        return ended.out();
    }

    private static SignedCall.Key issue(String user) throws Exception {
        return new Api(HTTP, server.api(), Objects.requireNonNull(server.adminToken())).issue(user);
    }

    private static void use(SignedCall.Key key) throws Exception {
        assertThat(HTTP.send(
                                SignedCall.of(server.endpoint(), key, Instant.now()),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static String api(String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(server.api() + path))
                                .header("Authorization", "Bearer " + server.adminToken())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<JsonNode> teamGot(String reason, String leaked) {
        return team.arrivals().values().stream()
                .map(AlertReceiver.Arrival::alert)
                .filter(alert -> alert.path("reason").asText().equals(reason)
                        && alert.path("leaked").asText().contains(leaked))
                .toList();
    }

    private static String incidentOf(String label) {
        return teamGot("first-sighting", label).getFirst().path("incident").asText();
    }

    @Test
    void verbs_workWithTheRunningServer_fromIssueToRetired() throws Exception {
        text("token", "issue", "svc-live", "--owner", "payments");
        assertThat(text("token", "list")).contains("svc-live", "ISSUED", "payments");
        JsonNode secret = JSON.readTree(text("token", "reveal", "svc-live", "--format", "json"));
        assertThat(text("drill", "svc-live")).contains("seen by endpoint", "token svc-live is now ARMED");
        assertThat(run("drill", "svc-live", "--endpoint", "http://127.0.0.1:1").code())
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(text("token", "show", "svc-live")).contains("ARMED", "proven", "payments");

        use(new SignedCall.Key(
                "svc-live",
                secret.path("accessKeyId").asText(),
                secret.path("secretAccessKey").asText()));
        Waiting.until(
                PATIENCE,
                "the team hears of it",
                () -> !teamGot("first-sighting", "svc-live").isEmpty());
        String incident = incidentOf("svc-live");
        assertThat(text("incident", "list")).contains("OPEN", "svc-live", incident.substring(28));
        assertThat(text("incident", "show", incident).lines().limit(8))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Incident " + incident.substring(28) + "  OPEN  HIGH"),
                        line -> assertThat(line).contains("leaked", "svc-live"),
                        line -> assertThat(line).contains("tried", "credential check", "T1078.004"),
                        line -> assertThat(line).containsPattern("risk +\\d+ of 100 \\(low\\): credential check"),
                        line -> assertThat(line)
                                .contains("by", "127.0.0.1 in us-east-1, user agent \"Java-http-client"),
                        line -> assertThat(line).contains("since", "1 sighting"),
                        line -> assertThat(line).contains("do now", "rotate the real secrets", "Owner: payments"),
                        line -> assertThat(line).contains("next", "keycanary incident ack"));
        assertThat(text("incident", "ack", incident)).contains("ACKNOWLEDGED");
        text("incident", "note", incident, "asked the owner");
        assertThat(text("incident", "contain", incident)).contains("CONTAINED");
        assertThat(text("incident", "resolve", incident, "--verdict", "true-positive", "--note", "laptop stolen"))
                .contains("RESOLVED");
        assertThat(run("incident", "ack", incident).code()).isEqualTo(Exit.REFUSED);
        assertThat(text("incident", "show", incident)).contains("asked the owner", "laptop stolen", "TRUE_POSITIVE");
        assertThat(text("figures")).contains("TRUE_POSITIVE", "acknowledge", "path endpoint");
        assertThat(text("token", "retire", "svc-live")).contains("svc-live");
        assertThat(text("token", "list")).doesNotContain("svc-live");
    }

    @Test
    void channelsInTrouble_areTriedAgain_toldOfOnTheOthers_andHinderNone() throws Exception {
        Instant used = Instant.now();
        use(issue("svc-channels"));
        Waiting.until(
                PATIENCE,
                "the team hears of it",
                () -> !teamGot("first-sighting", "svc-channels").isEmpty());
        assertThat(Duration.between(used, Instant.now()))
                .as("no channel waits for another")
                .isLessThan(PATIENCE);
        Waiting.until(PATIENCE, "the mail arrives", () -> mailed("svc-channels"));

        Waiting.until(
                PATIENCE, "500 and 429 are tried again", () -> flaky.answers().size() >= 3);
        assertThat(flaky.answers().subList(0, 3))
                .extracting(TroubledReceiver.Answer::status)
                .containsExactly(500, 429, 204);
        assertThat(Duration.ofNanos(
                        flaky.answers().get(2).nanos() - flaky.answers().get(1).nanos()))
                .as("it waits as long as it was asked to")
                .isGreaterThanOrEqualTo(RETRY_AFTER);

        Waiting.until(
                PATIENCE,
                "the others hear of mail-down",
                () -> !teamGot("channel-down", "mail-down").isEmpty());
        Waiting.until(
                PATIENCE,
                "the hanging one was given up",
                () -> outbox("hanging").anyMatch(d -> d.path("attempts").asInt() > 0));
        assertThat(outbox("mail-down")).allMatch(d -> d.path("state").asText().equals("PENDING"));
        ShippedRun.Ended doctor = run("doctor");
        assertThat(doctor.code()).isEqualTo(Exit.FOUND);
        assertThat(doctor.out()).containsPattern("WRONG +channel mail-down +\\d+ attempts failed in a row");
        assertThat(doctor.out()).containsPattern("ok +channel team +last delivered");
        JsonNode health = JSON.readTree(api("/health"));
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("parts"))
                .anyMatch(part -> part.path("name").asText().equals("mail-down")
                        && !part.path("well").asBoolean());
        ShippedRun.Ended test = run("alert", "test");
        assertThat(test.code()).isEqualTo(Exit.FOUND);
        assertThat(test.out()).containsPattern("team +ACCEPTED").containsPattern("mail-down +PENDING");
    }

    /** Without accounts nothing is awaited, but the door is there: what is no message of SNS is told so. */
    @Test
    void noticeOfNobody_isReadAndRefused() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.api() + "/sns"))
                        .header("Content-Type", "text/plain; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("the message was refused");
    }

    private static java.util.stream.Stream<JsonNode> outbox(String channel) throws Exception {
        return run("alert", "outbox", "--format", "json").json().stream()
                .filter(delivery -> delivery.path("channel").asText().equals(channel));
    }

    private static boolean mailed(String word) throws Exception {
        for (MimeMessage message : mail.getReceivedMessages()) {
            if (message.getSubject().contains(word)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void hostileText_comesOutOfNothingAsItCameIn() throws Exception {
        SignedCall.Key key = issue("svc-hostile");
        // What HTTP lets through: C1 controls, an override of the direction of writing, markup of every kind.
        send(
                key,
                "=cmd|' /C calc'!A1 <script>alert(1)</script> <https://evil.example|click> *bold* @channel \u009b31m \u202e");
        Waiting.until(
                PATIENCE,
                "the team hears of it",
                () -> !teamGot("first-sighting", "svc-hostile").isEmpty());
        Waiting.until(PATIENCE, "the mail arrives", () -> mailed("svc-hostile"));
        // What CloudTrail may hold besides: escapes of a terminal, line ends.
        CloudTrailFiles.write(
                folder.resolve("watched/a.json"),
                CloudTrailFiles.file(List.of(CloudTrailFiles.record(
                        "hostile",
                        key.accessKeyId(),
                        "\\u001b]0;title\\u0007\\u001b[2J\\r\\n=1+1\\n<img src=x>\\u202e"))));
        String incident = incidentOf("svc-hostile");
        Waiting.until(PATIENCE, "the file is read", () -> api("/sightings").contains("[2J"));

        List<String> texts = new ArrayList<>(server.printed());
        texts.add(text("incident", "show", incident));
        texts.add(text("incident", "list"));
        texts.add(text("incident", "show", incident, "--format", "json"));
        texts.add(text("alert", "outbox"));
        texts.add(api("/incidents/" + incident));
        texts.add(api("/sightings"));
        for (MimeMessage message : mail.getReceivedMessages()) {
            MimeMultipart bodies = (MimeMultipart) message.getContent();
            texts.add(message.getSubject());
            texts.add((String) bodies.getBodyPart(0).getContent());
            String html = (String) bodies.getBodyPart(1).getContent();
            assertThat(html).doesNotContain("<script", "<img", "<https");
            texts.add(html);
        }
        for (JsonNode alert : team.arrivals().values().stream()
                .map(AlertReceiver.Arrival::alert)
                .toList()) {
            assertThat(alert.path("text").asText()).doesNotContain("<", ">");
            alert.forEach(value -> texts.add(value.asText()));
        }
        assertThat(String.join("\n", texts)).contains("=cmd|", "\\u{9b}31m");
        assertThat(texts).allSatisfy(text -> {
            assertThat(text.codePoints().filter(LiveServerIT::obeyed).boxed().map(Integer::toHexString))
                    .as(text)
                    .isEmpty();
            assertThat(text.lines()).noneMatch(line -> line.startsWith("=") || line.startsWith("+"));
        });
    }

    /** What a terminal or an editor obeys instead of showing; line ends and tabs are the program's own. */
    private static boolean obeyed(int point) {
        boolean control =
                Character.getType(point) == Character.CONTROL && point != '\n' && point != '\r' && point != '\t';
        return control || Character.getType(point) == Character.FORMAT;
    }

    /** The client of the JDK would refuse to send this. */
    private static void send(SignedCall.Key key, String userAgent) throws Exception {
        HttpRequest signed = SignedCall.of(server.endpoint(), key, Instant.now());
        StringBuilder head = new StringBuilder(
                "POST / HTTP/1.1\r\nHost: " + server.endpoint().getAuthority() + "\r\n");
        signed.headers().map().forEach((name, values) -> head.append(name + ": " + values.getFirst() + "\r\n"));
        String body = "Action=GetCallerIdentity&Version=2011-06-15";
        head.append("User-Agent: " + userAgent + "\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
        try (Socket socket =
                new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }
}
