package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.aws.SecurityHubImporter;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Verdict;
import io.keycanary.token.Secret;
import io.keycanary.token.TokenId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code docs/alert-samples.md} shows every alert as every channel sends it. Written with {@code -Dkeycanary.writeDocs=true};
 * otherwise the page must be as this would write it.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AlertSamplesTest {
    private static final Path PAGE = Path.of("..", "docs", "alert-samples.md");
    private static final String LINK = "https://canary.example.org/incidents/0198c5b1-0000-7000-8000-000000000003";

    /** Where a glance ends: the preview of a notification, the top of a mail. */
    private static final int GLANCE_CHARS = 300;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void page_isWhatTheChannelsSend() throws Exception {
        String page = page();
        if (Boolean.getBoolean("keycanary.writeDocs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void everyAlert_saysWhatMattersAtAGlance(Alert.Reason reason) {
        Alert alert = sample(reason);

        people().forEach((channel, rendering) -> {
            String glance = rendering
                    .apply(alert)
                    .substring(0, Math.min(GLANCE_CHARS, rendering.apply(alert).length()));
            assertThat(glance)
                    .as(channel + " " + reason)
                    .contains(alert.severity().name())
                    .contains(
                            alert.leaked().substring(0, Math.min(alert.leaked().length(), 60)));
            if (reason.tellsOfSightings()) {
                assertThat(glance).as(channel + " " + reason).contains(alert.tried(), alert.from());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void everyAlert_showsPeopleNoJson(Alert.Reason reason) {
        people().forEach((channel, rendering) -> assertThat(rendering.apply(sample(reason)))
                .as(channel + " " + reason)
                .doesNotContain("{", "}", "null", "\":"));
    }

    /** What people read, as text, by channel. */
    private Map<String, Function<Alert, String>> people() {
        Map<String, Function<Alert, String>> people = new LinkedHashMap<>();
        people.put("console, mail, SNS", TextRenderer::render);
        people.put("slack", alert -> texts(body(new SlackRoom(url()), alert).get("blocks")));
        people.put("teams", alert -> texts(body(new TeamsRoom(url()), alert).at("/attachments/0/content/body")));
        people.put("discord", alert -> {
            JsonNode message = body(new DiscordRoom(url()), alert);
            return message.get("content").asText() + "\n"
                    + message.at("/embeds/0/description").asText();
        });
        people.put("google-chat", alert -> {
            JsonNode message = body(new GoogleChatRoom(url()), alert);
            return message.get("text").asText() + "\n" + texts(message.at("/cardsV2/0/card/sections/0/widgets"));
        });
        people.put("pagerduty", alert -> {
            JsonNode payload = body(new PagerDuty(onCall(ChannelSettings.OnCallService.PAGERDUTY)), alert)
                    .get("payload");
            StringBuilder shown = new StringBuilder(payload.get("summary").asText());
            payload.get("custom_details").properties().stream()
                    .filter(detail -> !detail.getKey().equals("Alert"))
                    .skip(1)
                    .forEach(detail -> shown.append('\n')
                            .append(detail.getKey())
                            .append(": ")
                            .append(texts(detail.getValue())));
            return shown.toString();
        });
        people.put("opsgenie", alert -> {
            JsonNode request = body(new Opsgenie(onCall(ChannelSettings.OnCallService.OPSGENIE)), alert);
            return request.has("message")
                    ? "[" + alert.severity() + "] " + request.get("description").asText()
                    : "[" + alert.severity() + "] " + request.get("note").asText();
        });
        return people;
    }

    private String page() throws InterruptedException {
        StringBuilder page = new StringBuilder("""
                # How alerts look
                Every kind of alert as each channel sends it. A test writes this page and keeps it true. Why they look like this, and
                what each service's answers mean, is in [alerts.md](alerts.md).
                """);
        for (Alert.Reason reason : Alert.Reason.values()) {
            Alert alert = sample(reason);
            page.append("\n## ").append(word(reason)).append("\n\n### console, text of a mail, SNS for people\n");
            fence(page, "text", console(alert));
            people().forEach((channel, rendering) -> {
                if (!channel.startsWith("console")) {
                    page.append("\n### ").append(channel).append('\n');
                    fence(page, "text", rendering.apply(alert));
                }
            });
            page.append("\n### syslog, CEF\n");
            fence(page, "text", framed(alert, ChannelSettings.SyslogForm.CEF));
            page.append("\n### webhook; syslog, JSON; SNS for programs\n");
            fence(page, "json", pretty(JsonRenderer.render(alert)));
            page.append("\n### ocsf-file, ocsf-s3, webhook with format ocsf\n");
            fence(page, "json", pretty(new Ocsf("1.0").render(alert)));
        }
        page.append("\n# What is sent\nThe requests behind the samples above, for one of them.\n");
        Alert alert = sample(Alert.Reason.FIRST_SIGHTING);
        services().forEach((name, service) -> {
            page.append("\n## ").append(name).append('\n');
            fence(page, "json", pretty(service.call(alert, null).body()));
        });
        AlertChannel.First first = new AlertChannel.First(alert, "C024BE91L 1401383885.000061");
        HttpCall edit = Objects.requireNonNull(slackBot().edit(sample(Alert.Reason.ACKNOWLEDGED), first));
        page.append("\n## slack with token, the first message after somebody acknowledged\n");
        fence(page, "json", pretty(edit.body()));
        page.append("\n## jira\n");
        fence(page, "json", pretty(asked("{\"issues\":[]}", JiraProject.class, alert)));
        page.append("\n## security-hub\n");
        fence(page, "json", pretty(asked("{\"SuccessCount\":1}", SecurityHub.class, alert)));
        return page.toString();
    }

    /** What a channel of this kind asks last of a service that answers so. */
    private static byte[] asked(String answer, Class<? extends ChannelSettings> kind, Alert alert)
            throws InterruptedException {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        try (ScriptedHttpServer server = new ScriptedHttpServer()) {
            server.answer = ScriptedHttpServer.says(200, answer);
            ChannelSettings settings = kind == SecurityHub.class
                    ? new SecurityHub("hub", "111122223333", "eu-west-1", null, server.url(""))
                    : new JiraProject(
                            "jira",
                            server.url(""),
                            JiraProject.Edition.CLOUD,
                            "bot@example.org",
                            Secret.of("token"),
                            "SEC",
                            "Task",
                            ChannelSettings.Times.USUAL);
            try (AlertChannel channel =
                    Channels.open(settings, NoCloud.findings(hub -> SecurityHubImporter.open(hub)))) {
                channel.send(alert);
            }
            return server.asked.getLast().body();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static SlackBot slackBot() {
        return new SlackBot(new ChannelSettings.SlackApp(
                "slack", Secret.of("xoxb"), "#soc", ChannelSettings.SlackApp.SLACK, ChannelSettings.Times.USUAL));
    }

    private static Map<String, HttpService> services() {
        Map<String, HttpService> services = new LinkedHashMap<>();
        services.put("slack with url", new SlackRoom(url()));
        services.put("slack with token", slackBot());
        services.put("teams", new TeamsRoom(url()));
        services.put("discord", new DiscordRoom(url()));
        services.put("google-chat", new GoogleChatRoom(url()));
        services.put("pagerduty", new PagerDuty(onCall(ChannelSettings.OnCallService.PAGERDUTY)));
        services.put("opsgenie", new Opsgenie(onCall(ChannelSettings.OnCallService.OPSGENIE)));
        return services;
    }

    private static String console(Alert alert) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AlertChannel channel = Channels.open(
                new ChannelSettings.Console("console", false),
                NoCloud.world(new PrintStream(out, true, StandardCharsets.UTF_8), InstantSource.system()))) {
            assertThat(channel.send(alert)).isInstanceOf(DeliveryResult.Accepted.class);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String framed(Alert alert, ChannelSettings.SyslogForm form) {
        return new String(SyslogMessage.framed(alert, form), StandardCharsets.UTF_8).replace("\uFEFF", "");
    }

    private static void fence(StringBuilder page, String language, String text) {
        page.append("```")
                .append(language)
                .append('\n')
                .append(text.stripTrailing())
                .append("\n```\n");
    }

    private String pretty(byte[] body) {
        try {
            return json.readTree(body).toPrettyString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode body(HttpService service, Alert alert) {
        try {
            return json.readTree(service.call(alert, null).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The texts of a message in the order in which they are shown, a block a line. */
    private static String texts(JsonNode node) {
        StringBuilder shown = new StringBuilder();
        for (JsonNode block : node.isArray() ? node : List.of(node)) {
            String line = line(block);
            if (!line.isEmpty()) {
                shown.append(shown.isEmpty() ? "" : "\n").append(line);
            }
        }
        return shown.toString();
    }

    private static String line(JsonNode block) {
        if (block.isTextual()) {
            return block.asText();
        }
        if (block.has("inlines")) {
            StringBuilder runs = new StringBuilder();
            block.get("inlines").forEach(run -> runs.append(run.get("text").asText()));
            return runs.toString();
        }
        if (block.has("decoratedText")) {
            JsonNode text = block.get("decoratedText");
            return text.get("topLabel").asText() + ": " + text.get("text").asText();
        }
        if (block.has("buttonList")) {
            return "(" + block.at("/buttonList/buttons/0/text").asText() + ")";
        }
        return block.at("/text/text").asText();
    }

    private static Secret url() {
        return Secret.of("https://hooks.example.org/room");
    }

    private static ChannelSettings.OnCall onCall(ChannelSettings.OnCallService service) {
        return new ChannelSettings.OnCall(
                "oncall", service, Secret.of("key-of-the-integration"), service.api(), ChannelSettings.Times.USUAL);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One of each kind, with the words that the program itself uses. */
    private static Alert sample(Alert.Reason reason) {
        String place = "repository acme/web config/deploy.env (token ci-deploy)";
        return switch (reason) {
            case FIRST_SIGHTING ->
                alert(
                        reason,
                        place,
                        "recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation",
                        "Somebody has read that place: rotate the real secrets beside it, find who could read it, and"
                                + " search your logs for the source. Owner: platform.",
                        List.of("new: network 203.0.113.0/24", "new: region eu-west-1"));
            case NOVELTY ->
                alert(
                        reason,
                        place,
                        "persistence (iam:CreateAccessKey), refused: AccessDenied",
                        "Somebody has read that place: rotate the real secrets beside it, find who could read it, and"
                                + " search your logs for the source. Owner: platform.",
                        List.of("new: objective persistence"));
            case DIGEST ->
                alert(
                        reason,
                        place,
                        "41 sightings, 7 of them new in some respect",
                        "Somebody has read that place: rotate the real secrets beside it, find who could read it, and"
                                + " search your logs for the source. Owner: platform.",
                        List.of("tried: ec2:DescribeInstances (30), s3:ListBuckets (11)"));
            case ACKNOWLEDGED -> alert(reason, place, "", "Nothing: alice works on it.", List.of());
            case ASSIGNED ->
                alert(reason, place, "", "Nothing: alice says who works on it now.", List.of("assigned to carol"));
            case CONTAINED ->
                alert(
                        reason,
                        place,
                        "",
                        "Nothing: alice says that it can do no more harm.",
                        List.of("real keys of that repository are rotated"));
            case RESOLVED ->
                alert(reason, place, "", "Nothing: alice closed it.", List.of("TRUE_POSITIVE: laptop was stolen"));
            case REOPENED -> alert(reason, place, "", "Go on: bob opened it again.", List.of("the key was used again"));
            case ESCALATED ->
                alert(
                        reason,
                        place,
                        "recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation",
                        "Nobody has acknowledged it for 15 minutes: acknowledge it ('keycanary incident ack 00000003'),"
                                + " then: Somebody has read that place: rotate the real secrets beside it, find who could"
                                + " read it, and search your logs for the source. Owner: platform.",
                        List.of("escalation step 1 of 2, to oncall"));
            case HEARTBEAT ->
                own(
                        reason,
                        Severity.LOW,
                        "nothing; KeyCanary runs",
                        "incidents that nobody acknowledged: 1; deliveries that were given up: 0",
                        "nothing; if this message stays away for longer than 1 day, look after KeyCanary");
            case REPORT ->
                own(
                        reason,
                        Severity.LOW,
                        "weekly 2026-W47, 2026-11-16 to 2026-11-22 (UTC)",
                        "incidents 3 (2 before), fidelity 100 %, acknowledged after 4 min, contained after 31 min, drills 12"
                                + " passed 1 failed, undelivered 0; tokens 40, proven 95 %, untested 2",
                        "");
            case DRILL_MISSED ->
                own(
                        reason,
                        Severity.HIGH,
                        "ci-deploy",
                        "a scheduled drill at 2026-11-23T19:40:00Z: the use of its key did not come by eventbridge",
                        "run 'keycanary drill 6f86f42d', which names what is broken; until then a use of this token may"
                                + " stay unseen");
            case CHANNEL_DOWN ->
                own(
                        reason,
                        Severity.HIGH,
                        "pager",
                        "attempts that failed in a row: 3; the last: HTTP 503",
                        "mend the channel, run 'keycanary alert test', then requeue what is dead in the outbox");
            case TEST ->
                own(
                        reason,
                        Severity.LOW,
                        "nothing, this is a test",
                        "'keycanary alert test' was run",
                        "nothing; real alerts will arrive here in the same way");
        };
    }

    private static Alert alert(Alert.Reason reason, String leaked, String tried, String todo, List<String> details) {
        return new Alert(
                        UUID.fromString("0198c5b1-0000-7000-8000-000000000001"),
                        reason,
                        Severity.HIGH,
                        UUID.fromString("0198c5b1-0000-7000-8000-000000000003"),
                        TokenId.of("0198c5b1-0000-7000-8000-000000000002"),
                        leaked,
                        tried,
                        tried.isEmpty() ? "" : "203.0.113.9 in eu-west-1, claims to be AWS CLI",
                        Instant.parse("2026-11-23T20:00:00Z"),
                        todo,
                        LINK,
                        details,
                        Instant.parse("2026-11-23T20:00:01.250Z"))
                .with(facts(reason));
    }

    private static AlertFacts facts(Alert.Reason reason) {
        IncidentState state = switch (reason) {
            case ACKNOWLEDGED -> IncidentState.ACKNOWLEDGED;
            case CONTAINED -> IncidentState.CONTAINED;
            case RESOLVED -> IncidentState.RESOLVED;
            case FIRST_SIGHTING,
                    NOVELTY,
                    DIGEST,
                    ASSIGNED,
                    REOPENED,
                    ESCALATED,
                    HEARTBEAT,
                    REPORT,
                    DRILL_MISSED,
                    CHANNEL_DOWN,
                    TEST -> IncidentState.OPEN;
        };
        @Nullable Verdict verdict = state == IncidentState.RESOLVED ? Verdict.TRUE_POSITIVE : null;
        return reason == Alert.Reason.NOVELTY
                ? SampleAlerts.facts(state, verdict)
                : SampleAlerts.facts(
                        "ec2.amazonaws.com", "DescribeInstances", "Client.UnauthorizedOperation", state, verdict);
    }

    private static Alert own(Alert.Reason reason, Severity severity, String leaked, String tried, String todo) {
        boolean dated = reason == Alert.Reason.CHANNEL_DOWN || reason == Alert.Reason.DRILL_MISSED;
        @Nullable Instant since = !dated ? null : Instant.parse("2026-11-23T19:00:00Z");
        return new Alert(
                UUID.fromString("0198c5b1-0000-7000-8000-000000000004"),
                reason,
                severity,
                null,
                null,
                leaked,
                tried,
                reason == Alert.Reason.REPORT ? "" : "this installation",
                since,
                todo,
                switch (reason) {
                    case HEARTBEAT -> "keycanary doctor";
                    case DRILL_MISSED -> "keycanary drill 6f86f42d";
                    case REPORT -> "keycanary report weekly --period 2026-W47";
                    default -> "keycanary alert outbox";
                },
                reason == Alert.Reason.REPORT
                        ? List.of(
                                "== Figures of the period",
                                "figure | 2026-W47 | 2026-W46 | change",
                                "incidents resolved | 3 | 2 | +1",
                                "acknowledge p50 | 4 min | 6 min | -2 min")
                        : List.of(),
                Instant.parse("2026-11-23T20:00:01.250Z").plus(Duration.ofMinutes(5)));
    }
}
