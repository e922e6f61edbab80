package io.keycanary.channel;

import static io.keycanary.channel.ScriptedHttpServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.ScriptedHttpServer.Answer;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jira against a server that answers as its REST API documents. */
class JiraChannelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{\"issues\":[],\"isLast\":true}";
    private static final String OPENED =
            "{\"id\":\"10000\",\"key\":\"SEC-24\",\"self\":\"https://example.atlassian.net/rest/api/3/issue/10000\"}";
    private static final String COMMENTED = "{\"id\":\"10001\",\"self\":\"https://example.atlassian.net/x\"}";
    private static final String INCIDENT = "keycanary-0198c5b1-0000-7000-8000-000000000003";
    private static final String ALERT = "keycanary-alert-0198c5b1-0000-7000-8000-000000000001";

    /** What each of Jira's resources answers. */
    private static Answer jira(String search, String issue, String comment) {
        return exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/search")) {
                says(200, search).to(exchange);
            } else {
                says(201, path.endsWith("/comment") ? comment : issue).to(exchange);
            }
        };
    }

    private static String found(String... labels) {
        return "{\"isLast\":true,\"issues\":[{\"id\":\"1\",\"key\":\"SEC-7\",\"fields\":{\"labels\":[\""
                + String.join("\",\"", labels) + "\"]}}]}";
    }

    @Nested
    class Cloud extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new JiraProject(
                    "here",
                    server.url(""),
                    JiraProject.Edition.CLOUD,
                    "bot@example.org",
                    Secret.of(KEY),
                    "SEC",
                    "Task",
                    times);
        }

        @Override
        Answer taken() {
            return jira(NONE, OPENED, COMMENTED);
        }

        private List<String> paths() {
            return server.asked.stream().map(asked -> asked.target().getPath()).toList();
        }

        private JsonNode issue() {
            return sent().get("fields");
        }

        @Test
        void send_firstAlert_looksThenOpensAnIssueAndGivesItsKeyAsReceipt() throws Exception {
            assertThat(channel().send(SampleAlerts.plain())).isEqualTo(new DeliveryResult.Accepted("SEC-24"));

            assertThat(paths()).containsExactly("/rest/api/3/search/jql", "/rest/api/3/issue");
            assertThat(JSON.readTree(server.asked.getFirst().body()).get("jql").asText())
                    .isEqualTo("project = \"SEC\" AND labels = \"" + INCIDENT + "\" ORDER BY created ASC");
            assertThat(issue().at("/project/key").asText()).isEqualTo("SEC");
            assertThat(issue().at("/issuetype/name").asText()).isEqualTo("Task");
            assertThat(issue().get("summary").asText()).startsWith("[HIGH] Leaked: repository acme/web");
            assertThat(issue().get("labels"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("keycanary", INCIDENT, ALERT);
            assertThat(server.asked.getFirst().headers().getFirst("Authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder()
                                    .encodeToString(("bot@example.org:" + KEY).getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void send_alertAboutOurselves_opensAnIssueAndLooksForNone() throws InterruptedException {
            channel().send(ownAlert());

            assertThat(paths()).containsExactly("/rest/api/3/issue");
        }

        @Test
        void send_issueOfThatIncidentIsThere_becomesItsComment() throws InterruptedException {
            server.answer = jira(found("keycanary", INCIDENT), OPENED, COMMENTED);

            assertThat(channel().send(SampleAlerts.plain())).isEqualTo(new DeliveryResult.Accepted("SEC-7"));
            assertThat(paths()).containsExactly("/rest/api/3/search/jql", "/rest/api/3/issue/SEC-7/comment");
        }

        /** The program was killed between Jira's answer and its own note of it. */
        @Test
        void send_issueOfThatVeryAlertIsThere_isAcceptedAsItStands() throws InterruptedException {
            server.answer = jira(found("keycanary", INCIDENT, ALERT), OPENED, COMMENTED);

            assertThat(channel().send(repeat())).isEqualTo(new DeliveryResult.Accepted("SEC-7"));
            assertThat(paths()).containsExactly("/rest/api/3/search/jql");
        }

        /** Jira's search lags behind: the issue may be there and not be found. */
        @Test
        void send_repeatThatFindsNone_marksTheIssueForWhoFindsTwo() throws InterruptedException {
            channel().send(repeat());

            assertThat(issue().get("labels")).extracting(JsonNode::asText).contains(INCIDENT, "keycanary-repeat");
        }

        @Test
        void reply_laterAlert_isACommentOnTheIssue() throws InterruptedException {
            assertThat(reply(SampleAlerts.ofReason(Alert.Reason.RESOLVED), "SEC-24"))
                    .isEqualTo(new DeliveryResult.Accepted("SEC-24"));

            assertThat(paths()).containsExactly("/rest/api/3/issue/SEC-24/comment");
            assertThat(sent().at("/body/type").asText()).isEqualTo("doc");
        }

        @Test
        void reply_issueWasDeleted_opensAnother() throws InterruptedException {
            server.answer = exchange -> {
                if (exchange.getRequestURI().getPath().endsWith("/comment")) {
                    says(404, "{\"errorMessages\":[\"Issue does not exist\"]}").to(exchange);
                } else {
                    taken().to(exchange);
                }
            };

            assertThat(reply(SampleAlerts.plain(), "SEC-24")).isEqualTo(new DeliveryResult.Accepted("SEC-24"));
            assertThat(paths())
                    .containsExactly("/rest/api/3/issue/SEC-24/comment", "/rest/api/3/search/jql", "/rest/api/3/issue");
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP 200: ok", "SEC-24/comment?x=", "../SEC-1", ""})
        void reply_receiptThatIsNoKey_isAFirstAlert(String receipt) throws InterruptedException {
            reply(SampleAlerts.plain(), receipt);

            assertThat(paths()).containsExactly("/rest/api/3/search/jql", "/rest/api/3/issue");
        }

        @ParameterizedTest
        @CsvSource({"/search, 429", "/issue, 429", "/comment, 503"})
        void anyRequest_mayPass_isRepeatedAfterTheTimeAskedFor(String where, int status) throws InterruptedException {
            server.answer = exchange -> {
                if (exchange.getRequestURI().getPath().contains(where)) {
                    exchange.getResponseHeaders().set("Retry-After", "17");
                    says(status, "").to(exchange);
                } else {
                    taken().to(exchange);
                }
            };
            DeliveryResult result = where.equals("/comment")
                    ? reply(SampleAlerts.plain(), "SEC-24")
                    : channel().send(SampleAlerts.plain());

            assertThat(result).isEqualTo(new DeliveryResult.Retry("HTTP " + status, Duration.ofSeconds(17)));
        }

        @Test
        void send_fieldThatTheProjectWants_isRefusedWithJirasWords() throws InterruptedException {
            server.answer = exchange -> {
                if (exchange.getRequestURI().getPath().endsWith("/issue")) {
                    says(400, "{\"errors\":{\"customfield_1\":\"Team is required.\"}}")
                            .to(exchange);
                } else {
                    taken().to(exchange);
                }
            };

            assertThat(channel().send(SampleAlerts.plain()).toString())
                    .startsWith("Refused")
                    .contains("Team is required.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"key\":\"../x\"}", "{\"key\":7}", "[]", "<html>", "{\"key\":\"SEC-1\"", "{}"})
        void send_openedButNotAsJiraAnswers_isNoAcceptance(String body) throws InterruptedException {
            server.answer = jira(NONE, body, COMMENTED);

            assertThat(channel().send(SampleAlerts.plain()).toString())
                    .startsWith("Retry[reason=HTTP 201, but not as Jira answers");
        }

        @Test
        void issue_hugeAlert_keepsJirasBounds() throws InterruptedException {
            channel().send(SampleAlerts.huge());

            assertThat(issue().get("summary").asText().length()).isLessThanOrEqualTo(255);
            assertThat(issue().get("description").toString().length()).isLessThan(32_767);
            assertThat(issue().get("labels"))
                    .allSatisfy(label -> assertThat(label.asText()).matches("[a-z0-9-]{1,255}"));
        }

        /** In the document format only nodes and marks are obeyed, never text. */
        @Test
        void issue_hostileAlert_isTextInNodes() throws IOException, InterruptedException {
            channel().send(SampleAlerts.hostile());

            List<String> kinds = new ArrayList<>();
            kinds(issue().get("description"), kinds);
            assertThat(kinds).containsOnly("doc", "paragraph", "text", "strong", "bulletList", "listItem");
        }

        private void kinds(JsonNode node, List<String> into) {
            if (node.has("type")) {
                into.add(node.get("type").asText());
            }
            node.forEach(child -> kinds(child, into));
        }

        private DeliveryResult reply(Alert alert, String receipt) throws InterruptedException {
            return channel().reply(alert, new AlertChannel.First(SampleAlerts.plain(), receipt));
        }
    }

    @Nested
    class DataCenter extends HostedServiceContract {
        @Override
        ChannelSettings settings(ChannelSettings.Times times) {
            return new JiraProject(
                    "here",
                    server.url("/jira"),
                    JiraProject.Edition.DATA_CENTER,
                    null,
                    Secret.of(KEY),
                    "SEC",
                    "Task",
                    times);
        }

        @Override
        Answer taken() {
            return jira(NONE, OPENED, COMMENTED);
        }

        @Test
        void send_firstAlert_goesByVersion2AsTextWithAPersonalToken() throws InterruptedException {
            assertThat(channel().send(SampleAlerts.plain())).isEqualTo(new DeliveryResult.Accepted("SEC-24"));

            assertThat(server.asked)
                    .extracting(asked -> asked.target().getPath())
                    .containsExactly("/jira/rest/api/2/search", "/jira/rest/api/2/issue");
            assertThat(server.asked.getFirst().headers().getFirst("Authorization"))
                    .isEqualTo("Bearer " + KEY);
            assertThat(sent().at("/fields/description").asText()).startsWith("{noformat}\nLeaked: ");
        }

        @Test
        void issue_textThatWouldEndTheBlock_doesNot() throws InterruptedException {
            Alert alert = SampleAlerts.saying("x {noformat} [~admin] {NOFORMAT} !http://evil.example/x.png!");
            channel().send(alert);

            assertThat(sent().at("/fields/description").asText().split("(?i)\\{noformat", -1))
                    .hasSize(3);
        }
    }

    private static Alert ownAlert() {
        Alert alert = SampleAlerts.ofReason(Alert.Reason.CHANNEL_DOWN);
        return new Alert(
                alert.id(),
                alert.reason(),
                alert.severity(),
                null,
                null,
                alert.leaked(),
                alert.tried(),
                alert.from(),
                null,
                alert.todo(),
                alert.link(),
                List.of(),
                alert.createdAt());
    }

    private static Alert repeat() {
        Alert alert = SampleAlerts.plain();
        return new Alert(
                alert.id(),
                alert.reason(),
                alert.severity(),
                alert.incident(),
                alert.token(),
                alert.leaked(),
                alert.tried(),
                alert.from(),
                alert.since(),
                alert.todo(),
                alert.link(),
                alert.details(),
                alert.createdAt(),
                true,
                alert.facts());
    }
}
