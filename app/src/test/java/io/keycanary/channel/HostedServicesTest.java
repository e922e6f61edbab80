package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ScriptedHttpServer.Answer;
import io.keycanary.incident.IncidentState;
import io.keycanary.token.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hosted services one by one: their documented answers, bounds and formats. */
class HostedServicesTest {
    private static final String INCIDENT = "0198c5b1-0000-7000-8000-000000000003";

    @Nested
    class SlackWebhook extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            Secret url = Secret.of(server.url("/services/T0/B0/" + KEY).toString());
            return new ChannelSettings.ChatRoom("here", ChannelSettings.Room.SLACK, url, times);
        }

        @Override
        Answer taken() {
            return says(200, "ok");
        }

        @Test
        void message_hugeAlert_keepsSlacksBounds() throws InterruptedException {
            channel().send(SampleAlerts.huge());

            JsonNode blocks = sent().get("blocks");
            assertThat(blocks.size()).isBetween(2, 50);
            assertThat(blocks.get(0).at("/text/text").asText().length()).isLessThanOrEqualTo(150);
            blocks.forEach(block ->
                    assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(3_000));
        }

        @Test
        void message_hostileAlert_hasNothingThatSlackObeys() throws InterruptedException {
            channel().send(SampleAlerts.hostile());

            assertThat(sent().get("text").asText()).doesNotContain("<", ">", "&");
            sent().get("blocks").forEach(block -> {
                JsonNode text = block.get("text");
                if (text.get("type").asText().equals("mrkdwn")) {
                    assertThat(text.get("verbatim").asBoolean()).isTrue();
                    assertThat(text.get("text").asText().lines())
                            .allSatisfy(line -> assertThat(line).matches("(\\*[A-Z][A-Za-z, ]+:\\*|•) `[^`<>&]+`"));
                }
            });
        }
    }

    @Nested
    class SlackApp extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new ChannelSettings.SlackApp("here", Secret.of(KEY), "#soc", server.url(""), times);
        }

        @Override
        Answer taken() {
            return says(
                    200,
                    "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383885.000061\",\"message\":{\"text\":\"x\"}}");
        }

        @Test
        void send_firstAlert_givesTheThreadAsReceipt() throws InterruptedException {
            assertThat(channel().send(SampleAlerts.plain()))
                    .isEqualTo(new DeliveryResult.Accepted("C024BE91L 1401383885.000061"));
            assertThat(sent().get("channel").asText()).isEqualTo("#soc");
            assertThat(sent().has("thread_ts")).isFalse();
            assertThat(server.asked.getFirst().headers().getFirst("Authorization"))
                    .isEqualTo("Bearer " + KEY);
            assertThat(server.asked.getFirst().target().getPath()).isEqualTo("/api/chat.postMessage");
        }

        @Test
        void reply_laterAlert_standsInTheThread() throws InterruptedException {
            channel().reply(SampleAlerts.hostile(), first("C024BE91L 1401383885.000061"));

            assertThat(posted().get("channel").asText()).isEqualTo("C024BE91L");
            assertThat(posted().get("thread_ts").asText()).isEqualTo("1401383885.000061");
            assertThat(posted().get("reply_broadcast").asBoolean()).isTrue();
        }

        @Test
        void reply_receiptOfAnotherChannelKind_isAFirstMessage() throws InterruptedException {
            channel().reply(SampleAlerts.plain(), first("HTTP 200: ok"));

            assertThat(sent().has("thread_ts")).isFalse();
        }

        private AlertChannel.First first(String receipt) {
            return new AlertChannel.First(SampleAlerts.plain(), receipt);
        }

        private static final String RECEIPT = "C024BE91L 1401383885.000061";

        /** What was posted, and not edited. */
        private JsonNode posted() {
            return read(server.asked.getFirst());
        }

        private static Answer whereEdited(Answer edited, Answer posted) {
            return exchange ->
                    (exchange.getRequestURI().getPath().endsWith("chat.update") ? edited : posted).to(exchange);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ACKNOWLEDGED | acknowledged by alice, 3 sightings",
                    "CONTAINED    | contained by alice, 3 sightings",
                    "RESOLVED     | resolved by alice as TRUE_POSITIVE, 3 sightings",
                    "NOVELTY      | open, 3 sightings"
                })
        void reply_laterAlert_editsTheFirstMessageToHowItStands(Alert.Reason reason, String state)
                throws InterruptedException {
            assertThat(channel().reply(SampleAlerts.ofReason(reason), first(RECEIPT)))
                    .isEqualTo(new DeliveryResult.Accepted(RECEIPT));

            assertThat(server.asked)
                    .extracting(asked -> asked.target().getPath())
                    .containsExactly("/api/chat.postMessage", "/api/chat.update");
            assertThat(sent().get("channel").asText()).isEqualTo("C024BE91L");
            assertThat(sent().get("ts").asText()).isEqualTo("1401383885.000061");
            assertThat(sent().at("/blocks/0/text/text").asText()).startsWith("[HIGH] Leaked: repository acme/web");
            assertThat(sent().at("/blocks/1/text/text").asText())
                    .startsWith("*State:* `" + state + "`\n*Tried:* `recon (ec2:DescribeInstances)");
        }

        @Test
        void edit_assigneeWithMarkup_isHarmless() throws InterruptedException {
            channel().reply(SampleAlerts.hostile(), first(RECEIPT));

            assertThat(sent().at("/blocks/1/text/text").asText()).doesNotContain("<!channel>", "<@U1>", "\u001b");
            assertThat(server.asked).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource({"200, message_not_found", "200, edit_window_closed", "500, internal", "403, no"})
        void edit_fails_theReplyIsStillAccepted(int status, String error) throws InterruptedException {
            server.answer = whereEdited(says(status, "{\"ok\":false,\"error\":\"" + error + "\"}"), taken());

            assertThat(channel().reply(SampleAlerts.ofReason(Alert.Reason.ACKNOWLEDGED), first(RECEIPT)))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Accepted.class,
                            accepted -> assertThat(accepted.receipt())
                                    .startsWith(RECEIPT + " (first message not edited: ")
                                    .contains(error));
        }

        @Test
        void edit_hangs_theReplyIsStillAccepted() throws InterruptedException {
            CountDownLatch end = new CountDownLatch(1);
            server.answer = whereEdited(exchange -> end.await(), taken());
            AlertChannel impatient = patient(Duration.ofMillis(500));

            assertThat(impatient.reply(SampleAlerts.ofReason(Alert.Reason.ACKNOWLEDGED), first(RECEIPT)))
                    .isInstanceOf(DeliveryResult.Accepted.class);
            end.countDown();
            assertThat(impatient.sendBound()).isGreaterThan(Duration.ofSeconds(10));
        }

        @Test
        void edit_tooMany_restsForTheTimeAskedFor() throws InterruptedException {
            server.answer = whereEdited(
                    exchange -> {
                        exchange.getResponseHeaders().set("Retry-After", "30");
                        says(429, "").to(exchange);
                    },
                    taken());
            AlertChannel channel = channel();

            channel.reply(SampleAlerts.ofReason(Alert.Reason.ACKNOWLEDGED), first(RECEIPT));
            DeliveryResult second = channel.reply(SampleAlerts.ofReason(Alert.Reason.RESOLVED), first(RECEIPT));

            assertThat(second.toString()).contains("not edited: asked to wait");
            assertThat(server.asked)
                    .extracting(asked -> asked.target().getPath())
                    .containsExactly("/api/chat.postMessage", "/api/chat.update", "/api/chat.postMessage");
        }

        @Test
        void edit_replyNotTaken_isNotTried() throws InterruptedException {
            server.answer = whereEdited(taken(), says(503, ""));

            assertThat(channel().reply(SampleAlerts.ofReason(Alert.Reason.ACKNOWLEDGED), first(RECEIPT)))
                    .isInstanceOf(DeliveryResult.Retry.class);
            assertThat(server.asked).hasSize(1);
        }

        @Test
        void reply_receiptWithANoteOfAFailedEdit_isStillThatThread() throws InterruptedException {
            channel().reply(SampleAlerts.plain(), first(RECEIPT + " (first message not edited: HTTP 500)"));

            assertThat(posted().get("thread_ts").asText()).isEqualTo("1401383885.000061");
        }

        @ParameterizedTest
        @CsvSource({
            "ratelimited, Retry",
            "internal_error, Retry",
            "channel_not_found, Refused",
            "invalid_auth, Refused",
            "not_in_channel, Refused"
        })
        void send_errorWith200_isJudgedByItsWord(String error, String result) throws InterruptedException {
            server.answer = says(200, "{\"ok\":false,\"error\":\"" + error + "\"}");

            assertThat(channel().send(SampleAlerts.plain()).toString())
                    .isEqualTo(
                            switch (result) {
                                case "Retry" -> "Retry[reason=Slack: " + error + ", retryAfter=null]";
                                default -> "Refused[reason=Slack: " + error + "]";
                            });
        }
    }

    @Nested
    class OcsfWebhook extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new ChannelSettings.Webhook(
                    "here", server.url("/in"), Secret.of(KEY), ChannelSettings.WebhookForm.OCSF, times);
        }

        @Override
        Answer taken() {
            return says(200, "");
        }

        @Override
        boolean knowsItsWords() {
            return false;
        }

        @Test
        void send_finding_isSignedAsAnyWebhook() throws InterruptedException {
            channel().send(SampleAlerts.plain());

            var asked = server.asked.getFirst();
            long timestamp = Long.parseLong(asked.headers().getFirst(WebhookSignature.TIMESTAMP_HEADER));
            assertThat(new WebhookSignature(Secret.of(KEY))
                            .verify(
                                    timestamp,
                                    asked.body(),
                                    asked.headers().getFirst(WebhookSignature.SIGNATURE_HEADER)))
                    .isTrue();
            assertThat(sent().get("class_uid").asInt()).isEqualTo(2004);
        }
    }

    @Nested
    class Teams extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            Secret url = Secret.of(server.url("/workflows/1?sig=" + KEY).toString());
            return new ChannelSettings.ChatRoom("here", ChannelSettings.Room.TEAMS, url, times);
        }

        @Override
        Answer taken() {
            return says(202, "");
        }

        @Override
        boolean knowsItsWords() {
            return false;
        }

        @Test
        void card_anyAlert_staysBelow28KbAndPutsValuesIntoTextRuns() throws InterruptedException {
            channel().send(SampleAlerts.huge());
            assertThat(server.asked.getLast().body().length).isLessThan(28_000);

            channel().send(SampleAlerts.hostile());
            JsonNode card = sent().at("/attachments/0/content");
            assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
            assertThat(card.get("body")).allSatisfy(block -> {
                assertThat(block.get("type").asText()).isEqualTo("RichTextBlock");
                assertThat(block.get("inlines"))
                        .allSatisfy(run -> assertThat(run.get("type").asText()).isEqualTo("TextRun"));
            });
            assertThat(card.has("actions")).isFalse();
        }

        @Test
        void card_link_isAButton() throws InterruptedException {
            channel().send(SampleAlerts.plain());

            assertThat(sent().at("/attachments/0/content/actions/0/url").asText())
                    .isEqualTo("https://canary.example.org/incidents/" + INCIDENT);
        }
    }

    @Nested
    class Discord extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            Secret url = Secret.of(server.url("/api/webhooks/1/" + KEY).toString());
            return new ChannelSettings.ChatRoom("here", ChannelSettings.Room.DISCORD, url, times);
        }

        @Override
        Answer taken() {
            return says(204, "");
        }

        @Test
        void message_anyAlert_mentionsNobodyAndKeepsDiscordsBounds() throws InterruptedException {
            for (Alert alert : new Alert[] {SampleAlerts.huge(), SampleAlerts.hostile(), SampleAlerts.plain()}) {
                channel().send(alert);

                assertThat(sent().at("/allowed_mentions/parse").isEmpty()).isTrue();
                assertThat(sent().get("content").asText().length()).isLessThanOrEqualTo(2_000);
                String description = sent().at("/embeds/0/description").asText();
                assertThat(description.length()).isLessThanOrEqualTo(4_096);
                assertThat(description.lines())
                        .allSatisfy(line -> assertThat(line)
                                .matches("(\\*\\*[A-Z][A-Za-z ]+:\\*\\*|•) (`[^`<>&]+`|https://canary[a-z0-9./-]+)"));
            }
        }
    }

    @Nested
    class GoogleChat extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            Secret url = Secret.of(
                    server.url("/v1/spaces/AAA/messages?key=k&token=" + KEY).toString());
            return new ChannelSettings.ChatRoom("here", ChannelSettings.Room.GOOGLE_CHAT, url, times);
        }

        @Override
        Answer taken() {
            return says(200, "{\n  \"name\": \"spaces/AAA/messages/x.y\",\n  \"sender\": {\"name\": \"users/1\"}\n}");
        }

        @Test
        void message_anyAlert_isInTheThreadOfItsIncidentAndShort() throws InterruptedException {
            channel().send(SampleAlerts.huge());

            assertThat(server.asked.getLast().body().length).isLessThan(32_000);
            assertThat(sent().at("/thread/threadKey").asText()).isEqualTo(INCIDENT);
            assertThat(server.asked.getLast().target().getQuery())
                    .contains("token=" + KEY)
                    .endsWith("messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
        }

        @Test
        void card_hostileAlert_hasNoHtml() throws InterruptedException {
            channel().send(SampleAlerts.hostile());

            assertThat(sent().at("/cardsV2/0/card/sections/0/widgets"))
                    .allSatisfy(widget -> assertThat(
                                    widget.at("/decoratedText/text").asText())
                            .doesNotContain("<", ">", "\""));
        }
    }

    @Nested
    class PagerDutyEvents extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new ChannelSettings.OnCall(
                    "here", ChannelSettings.OnCallService.PAGERDUTY, Secret.of(KEY), server.url(""), times);
        }

        @Override
        Answer taken() {
            return says(202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
        }

        @ParameterizedTest
        @CsvSource({
            "FIRST_SIGHTING, trigger",
            "NOVELTY, trigger",
            "DIGEST, trigger",
            "REOPENED, trigger",
            "ASSIGNED, trigger",
            "ACKNOWLEDGED, acknowledge",
            "CONTAINED, acknowledge",
            "RESOLVED, resolve"
        })
        void event_ofOneIncident_hasOneKey(Alert.Reason reason, String action) throws InterruptedException {
            channel().send(SampleAlerts.ofReason(reason));

            assertThat(server.asked.getLast().target().getPath()).isEqualTo("/v2/enqueue");
            assertThat(sent().get("routing_key").asText()).isEqualTo(KEY);
            assertThat(sent().get("event_action").asText()).isEqualTo(action);
            assertThat(sent().get("dedup_key").asText()).isEqualTo(INCIDENT);
            assertThat(sent().at("/payload/severity").asText()).isEqualTo("error");
        }

        /** Somebody may have closed it in PagerDuty: a trigger would call people again. */
        @Test
        void event_assignedAfterItWasAcknowledged_callsNobody() throws InterruptedException {
            channel()
                    .send(SampleAlerts.ofReason(Alert.Reason.ASSIGNED)
                            .with(SampleAlerts.facts(IncidentState.ACKNOWLEDGED, null)));

            assertThat(sent().get("event_action").asText()).isEqualTo("acknowledge");
        }

        @Test
        void event_hugeAlert_keepsTheBounds() throws InterruptedException {
            channel().send(SampleAlerts.huge());

            assertThat(sent().at("/payload/summary").asText().length()).isLessThanOrEqualTo(1_024);
            assertThat(server.asked.getLast().body().length).isLessThan(512 * 1_024);
        }
    }

    @Nested
    class OpsgenieAlerts extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new ChannelSettings.OnCall(
                    "here", ChannelSettings.OnCallService.OPSGENIE, Secret.of(KEY), server.url(""), times);
        }

        @Override
        Answer taken() {
            return says(202, "{\"result\":\"Request will be processed\",\"took\":0.3,\"requestId\":\"43a29c5c\"}");
        }

        @ParameterizedTest
        @CsvSource({
            "FIRST_SIGHTING, /v2/alerts",
            "NOVELTY, /v2/alerts",
            "REOPENED, /v2/alerts",
            "ASSIGNED, /v2/alerts/" + INCIDENT + "/notes?identifierType=alias",
            "ACKNOWLEDGED, /v2/alerts/" + INCIDENT + "/acknowledge?identifierType=alias",
            "RESOLVED, /v2/alerts/" + INCIDENT + "/close?identifierType=alias"
        })
        void request_ofOneIncident_hasOneAlias(Alert.Reason reason, String target) throws InterruptedException {
            channel().send(SampleAlerts.ofReason(reason));

            assertThat(server.asked.getLast().target().toString()).isEqualTo(target);
            assertThat(server.asked.getLast().headers().getFirst("Authorization"))
                    .isEqualTo("GenieKey " + KEY);
            if (target.equals("/v2/alerts")) {
                assertThat(sent().get("alias").asText()).isEqualTo(INCIDENT);
                assertThat(sent().get("priority").asText()).isEqualTo("P2");
            }
        }

        @Test
        void alert_anyText_keepsTheBoundsAndHasNoHtml() throws InterruptedException {
            for (Alert alert : new Alert[] {SampleAlerts.huge(), SampleAlerts.hostile()}) {
                channel().send(alert);

                assertThat(sent().get("message").asText())
                        .hasSizeLessThanOrEqualTo(130)
                        .doesNotContain("<", ">");
                assertThat(sent().get("description").asText())
                        .hasSizeLessThanOrEqualTo(15_000)
                        .doesNotContain("<", ">");
                assertThat(new String(server.asked.getLast().body(), StandardCharsets.UTF_8))
                        .doesNotContain("<script");
            }
        }
    }
}
