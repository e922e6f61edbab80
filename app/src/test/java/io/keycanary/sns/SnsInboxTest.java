package io.keycanary.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody may post to the inbox. */
class SnsInboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));
    private static final Instant FAR_AHEAD = NOW.plus(Duration.ofDays(400));
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:activity-watch";
    private static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1f2e.pem";
    private static final TestAuthority ROOT = new TestAuthority("Test Root", LONG_AGO, FAR_AHEAD);
    private static final KeyPair KEYS = TestAuthority.pair();
    private static final X509Certificate SIGNER = ROOT.issue("sns.amazonaws.com", KEYS, false, LONG_AGO, FAR_AHEAD);

    private final List<URI> fetched = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final List<String> confirmed = new ArrayList<>();
    private Instant now = NOW;
    private String file = TestAuthority.pem(SIGNER);
    private boolean fetchFails;

    private final SnsInbox inbox = new SnsInbox(
            TOPIC::equals,
            new SnsInbox.Desk() {
                @Override
                public void published(String topicArn, String messageId, String message, Instant receivedAt) {
                    published.add(messageId + " " + message);
                }

                @Override
                public void confirm(String topicArn, String token) {
                    confirmed.add(topicArn + " " + token);
                }
            },
            new SigningCertificates(
                    from -> {
                        fetched.add(from);
                        if (fetchFails) {
                            throw new IOException("no route");
                        }
                        return file.getBytes(StandardCharsets.UTF_8);
                    },
                    Set.of(ROOT.anchor()),
                    () -> now),
            () -> now);

    private static ObjectNode notification() {
        return JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "m-1")
                .put("TopicArn", TOPIC)
                .put("Subject", "ALARM: \"activity-watch\" in EU (Ireland)")
                .put("Message", "{\"AlarmName\":\"a\\nb\"}")
                .put("Timestamp", NOW.minusSeconds(3).toString())
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE)
                .put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
    }

    private static ObjectNode confirmation() {
        ObjectNode message = notification()
                .put("Type", "SubscriptionConfirmation")
                .put("Token", "2336412f37")
                .put(
                        "SubscribeURL",
                        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37");
        message.remove(List.of("Subject", "UnsubscribeURL"));
        return message;
    }

    private static ObjectNode signed(ObjectNode message, KeyPair by) {
        List<String> members = message.path("Type").asText().equals("Notification")
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        StringBuilder text = new StringBuilder();
        for (String member : members) {
            if (message.has(member)) {
                text.append(member)
                        .append('\n')
                        .append(message.get(member).asText())
                        .append('\n');
            }
        }
        try {
            boolean first = message.path("SignatureVersion").asText().equals("1");
            Signature signature = Signature.getInstance(first ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(by.getPrivate());
            signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private SnsInbox.Answer post(String body) {
        try {
            return inbox.take(body.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    private SnsInbox.Answer post(ObjectNode message) {
        return post(message.toString());
    }

    private void assertRefused(SnsInbox.Answer answer, int status, String why) {
        assertThat(answer.why()).contains(why);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(published).isEmpty();
        assertThat(confirmed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void notification_signedByEitherVersion_isTaken(String version) {
        assertThat(post(signed(notification().put("SignatureVersion", version), KEYS))
                        .status())
                .isEqualTo(200);
        assertThat(published).containsExactly("m-1 {\"AlarmName\":\"a\\nb\"}");
        ObjectNode plain = notification().put("SignatureVersion", version);
        plain.remove("Subject");
        assertThat(post(signed(plain, KEYS)).status()).isEqualTo(200);
        assertThat(fetched).as("fetched once").containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void confirmation_ofATopicThatIsAwaited_isConfirmed_withoutVisitingWhatItNames() {
        assertThat(post(signed(confirmation(), KEYS)).status()).isEqualTo(200);
        assertThat(confirmed).containsExactly(TOPIC + " 2336412f37");
        assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void farewell_isTaken_andChangesNothing() {
        ObjectNode farewell = confirmation().put("Type", "UnsubscribeConfirmation");
        assertThat(post(signed(farewell, KEYS)).status()).isEqualTo(200);
        assertThat(confirmed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "TopicArn"})
    void fieldThatWasAltered_isRefused(String member) {
        ObjectNode message = signed(notification(), KEYS);
        message.put(member, member.equals("Timestamp") ? NOW.minusSeconds(4).toString() : "other");
        assertRefused(post(message), 403, member.equals("TopicArn") ? "topic" : "signature is not right");
    }

    @Test
    void fieldThatWasTakenOut_orAdded_isRefused() {
        ObjectNode without = signed(notification(), KEYS);
        without.remove("Subject");
        assertRefused(post(without), 403, "signature is not right");
        ObjectNode turned = signed(notification(), KEYS).put("Type", "SubscriptionConfirmation");
        assertRefused(post(turned), 400, "it has no SubscribeURL");
        String twice = signed(notification(), KEYS).toString().replace("{\"Type\"", "{\"Message\":\"x\",\"Type\"");
        assertRefused(post(twice), 400, "it is no JSON");
    }

    @Test
    void subscription_ofATopicThatIsNotAwaited_isRefused_andNothingIsFetched() {
        String other = TOPIC.replace("123456789012", "999999999999");
        assertRefused(post(signed(confirmation().put("TopicArn", other), KEYS)), 403, "topic is none that is awaited");
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com.example.org/a.pem",
                "https://sns.eu-west-1.amazonaws.com@example.org/a.pem",
                "https://example.org/sns.eu-west-1.amazonaws.com/a.pem",
                "https://example.org#sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
                "https://sns.us-east-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com.cn/a.pem",
                "https://SNS.eu-west-1.amazonaws.com/a.pem",
                "https://xsns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.pem?x=.pem",
                "https://sns.eu-west-1.amazonaws.com/../a.pem",
                "https://sns.eu-west-1.amazonaws.com/%2e%2e/a.pem",
                "https://sns.eu-west-1.amazonaws.com/bucket/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.txt",
                "https://sns.eu-west-1.amazonaws.com\\\\@example.org/a.pem",
                "file:///etc/ssl/a.pem",
                ""
            })
    void certificateFromElsewhere_isRefused_andNotFetched(String url) {
        assertRefused(post(signed(notification().put("SigningCertURL", url), KEYS)), 403, "certificate must be");
        assertThat(fetched).isEmpty();
    }

    @Test
    void signature_byAnotherKey_orWithoutAnAlgorithmThatSnsHas_isRefused() {
        assertRefused(post(signed(notification(), TestAuthority.pair())), 403, "signature is not right");
        ObjectNode three = signed(notification(), KEYS).put("SignatureVersion", "3");
        assertRefused(post(three), 403, "neither 1 nor 2");
        ObjectNode downgraded = signed(notification(), KEYS).put("SignatureVersion", "1");
        assertRefused(post(downgraded), 403, "signature is not right");
        ObjectNode none = notification();
        assertRefused(post(none), 403, "signature");
    }

    @Test
    void certificate_thatNobodyTrusts_isRefused() {
        TestAuthority stranger = new TestAuthority("Test Root", LONG_AGO, FAR_AHEAD);
        file = TestAuthority.pem(
                stranger.issue("sns.amazonaws.com", KEYS, false, LONG_AGO, FAR_AHEAD), stranger.certificate());
        assertRefused(post(signed(notification(), KEYS)), 403, "no chain");
    }

    @Test
    void certificate_ofSomebodyElse_isRefused() {
        for (String subject : List.of("sns.amazonaws.com.example.org", "example.org", "xsns.amazonaws.com")) {
            file = TestAuthority.pem(ROOT.issue(subject, KEYS, false, LONG_AGO, FAR_AHEAD));
            assertRefused(post(signed(notification(), KEYS)), 403, "not that of SNS");
        }
    }

    @Test
    void certificate_byAnAuthorityBetween_isTaken_andOneBySomebodyWhoIsNoneIsNot() {
        TestAuthority between = ROOT.below("Between", true, LONG_AGO, FAR_AHEAD);
        X509Certificate leaf = between.issue("sns.amazonaws.com", KEYS, false, LONG_AGO, FAR_AHEAD);
        file = TestAuthority.pem(leaf);
        assertRefused(post(signed(notification(), KEYS)), 403, "no chain");
        file = TestAuthority.pem(leaf, between.certificate());
        assertThat(post(signed(notification(), KEYS)).status()).isEqualTo(200);
    }

    @Test
    void certificate_byAHolderOfAnOrdinaryOne_isRefused() {
        TestAuthority none = ROOT.below("sns.amazonaws.com", false, LONG_AGO, FAR_AHEAD);
        file = TestAuthority.pem(none.issue("sns.amazonaws.com", KEYS, false, LONG_AGO, FAR_AHEAD), none.certificate());
        assertRefused(post(signed(notification(), KEYS)), 403, "no chain");
    }

    @Test
    void certificate_thatIsOver_isRefused_alsoWhenItWasFetchedBefore() {
        file = TestAuthority.pem(
                ROOT.issue("sns.amazonaws.com", KEYS, false, LONG_AGO, NOW.plus(Duration.ofMinutes(30))));
        ObjectNode message = signed(notification(), KEYS);
        assertThat(post(message).status()).isEqualTo(200);
        published.clear();
        now = NOW.plus(Duration.ofMinutes(31));
        assertRefused(post(message), 403, "not valid now");
    }

    @Test
    void certificate_thatCannotBeFetched_isAskedForAgain() {
        fetchFails = true;
        assertRefused(post(signed(notification(), KEYS)), 503, "cannot be fetched");
        fetchFails = false;
        assertThat(post(signed(notification(), KEYS)).status()).isEqualTo(200);
    }

    @Test
    void oldMessage_orOneOfTheFuture_isRefused() {
        ObjectNode message = signed(notification(), KEYS);
        now = NOW.plus(Duration.ofMinutes(59));
        assertThat(post(message).status()).isEqualTo(200);
        published.clear();
        now = NOW.plus(Duration.ofMinutes(61));
        assertRefused(post(message), 403, "more than an hour ago");
        now = NOW.minus(Duration.ofMinutes(6));
        assertRefused(post(message), 403, "ahead of the clock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"Notification\"",
                "{}",
                "{\"Type\":\"Other\"}",
                "{\"Type\":\"Notification\"}",
                "{\"Type\":{\"x\":1}}",
                "not json"
            })
    void whatIsNoMessage_isRefused(String body) {
        assertRefused(post(body), 400, "it");
    }
}
