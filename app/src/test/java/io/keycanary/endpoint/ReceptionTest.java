package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.token.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered and recorded for every way in which a request can be right or wrong, in every protocol. */
class ReceptionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private record Delivered(JsonNode json, boolean authenticated) {}

    private final TestKeys keys = new TestKeys();
    private final List<Delivered> delivered = new ArrayList<>();
    private final EndpointCounts counts = new EndpointCounts();
    private final Reception reception = new Reception(
            keys,
            (json, authenticated) -> {
                try {
                    delivered.add(new Delivered(Json.MAPPER.readTree(json), authenticated));
                } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                }
            },
            "aws.example.org",
            counts);

    private Answer receive(String service, Consumer<Signing> change, String... extraHeaders) {
        return reception.receive(call(service, change, extraHeaders));
    }

    private static HttpCall call(String service, Consumer<Signing> change, String... extraHeaders) {
        Signing signing = new Signing(NOW);
        signing.service = service;
        if (service.equals("dynamodb")) {
            signing.headers.put("x-amz-target", "DynamoDB_20120810.ListTables");
        }
        change.accept(signing);
        HttpCall call = signing.call();
        List<Headers.Field> fields = new ArrayList<>(call.headers().fields());
        for (String header : extraHeaders) {
            String[] parts = header.split(": ", 2);
            fields.add(new Headers.Field(parts[0], parts[1]));
        }
        return new HttpCall(
                call.method(),
                call.rawPath(),
                call.rawQuery(),
                new Headers(fields),
                call.body(),
                "192.0.2.7",
                null,
                NOW);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "sts,      403, InvalidClientTokenId",
        "iam,      403, InvalidClientTokenId",
        "ec2,      401, AuthFailure",
        "dynamodb, 400, UnrecognizedClientException",
        "lambda,   403, UnrecognizedClientException",
        "route53,  403, InvalidClientTokenId",
        "s3,       403, InvalidAccessKeyId",
    })
    void unknownAndInactiveKey_inEachProtocol(String service, int status, String code) {
        Answer unknown = receive(service, s -> s.keyId = "AKIARZPUZDIKGB2VALC9");
        Answer inactive = receive(service, s -> s.keyId = TestKeys.INACTIVE.accessKeyId());

        assertThat(unknown.status()).isEqualTo(status);
        assertThat(text(unknown) + unknown.headers()).contains(code);
        assertThat(inactive.status()).isEqualTo(status);
        assertThat(text(inactive) + inactive.headers()).contains(code);
        assertThat(delivered).hasSize(1).allMatch(Delivered::authenticated);
        assertThat(counts.read()).isEqualTo(new EndpointCounts.Reading(1, 0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "sts,      403, SignatureDoesNotMatch",
        "ec2,      401, AuthFailure",
        "dynamodb, 400, InvalidSignatureException",
        "lambda,   403, InvalidSignatureException",
        "route53,  403, SignatureDoesNotMatch",
        "s3,       403, SignatureDoesNotMatch",
    })
    void wrongSecret_inEachProtocol(String service, int status, String code) {
        Answer answer = receive(service, s -> s.secret = "wrong");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer) + answer.headers()).contains(code);
        assertThat(delivered).hasSize(1).noneMatch(Delivered::authenticated);
    }

    @ParameterizedTest
    @CsvSource({
        "sts,      -301, 403, Signature expired: 20261123T115459Z is now earlier than 20261123T115500Z",
        "sts,       301, 403, Signature not yet current: 20261123T120501Z is still later than 20261123T120500Z",
        "ec2,      -301, 400, RequestExpired",
        "dynamodb, -301, 400, InvalidSignatureException",
        "lambda,   -301, 403, InvalidSignatureException",
        "s3,       -901, 403, RequestTimeTooSkewed",
        "s3,        901, 403, RequestTimeTooSkewed",
    })
    void skewedClock_inEachProtocol(String service, int seconds, int status, String words) {
        Answer answer = receive(service, s -> s.time = NOW.plusSeconds(seconds));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer) + answer.headers()).contains(words);
        assertThat(delivered).hasSize(1).noneMatch(Delivered::authenticated);
    }

    @ParameterizedTest
    @CsvSource({"sts, 300", "sts, -300", "s3, 900", "s3, -900"})
    void clockWithinBounds_isAccepted(String service, int seconds) {
        receive(service, s -> s.time = NOW.plusSeconds(seconds));

        assertThat(delivered).hasSize(1).allMatch(Delivered::authenticated);
    }

    @ParameterizedTest
    @CsvSource({
        "sts,      403, ExpiredToken",
        "ec2,      400, RequestExpired",
        "dynamodb, 400, ExpiredTokenException",
        "lambda,   403, ExpiredTokenException",
        "s3,       400, ExpiredToken",
    })
    void expiredSession_inEachProtocol(String service, int status, String code) {
        keys.put(session(NOW));

        Answer answer = receive(service, ReceptionTest::withSession);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer) + answer.headers()).contains(code);
        assertThat(delivered).hasSize(1).allMatch(Delivered::authenticated);
    }

    @Test
    void session_withoutItsTokenOrWithAnother_isRefused() {
        keys.put(session(NOW.plusSeconds(1)));

        Answer without = receive("sts", s -> s.keyId = "ASIARZPUZDIKGB2VALC4");
        Answer other = receive("s3", s -> {
            withSession(s);
            s.headers.put("x-amz-security-token", "another");
        });
        Answer tooMuch = receive("sts", s -> s.headers.put("x-amz-security-token", "surplus"));

        assertThat(text(without)).contains("InvalidClientTokenId");
        assertThat(text(other)).contains("InvalidToken");
        assertThat(text(tooMuch)).contains("InvalidClientTokenId");
        assertThat(delivered).hasSize(3).noneMatch(Delivered::authenticated);
        receive("s3", ReceptionTest::withSession);
        assertThat(delivered.getLast().authenticated()).isTrue();
    }

    private static DecoyKey session(Instant expires) {
        return new DecoyKey(
                "token-1",
                TestKeys.USER,
                "ASIARZPUZDIKGB2VALC4",
                Secret.of(TestKeys.SECRET),
                true,
                new DecoyKey.Session(Secret.of("the session token"), expires.minus(Duration.ofHours(1)), expires));
    }

    private static void withSession(Signing signing) {
        signing.keyId = "ASIARZPUZDIKGB2VALC4";
        signing.headers.put("x-amz-security-token", "the session token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/x, SignedHeaders=host, Signature=00 | IncompleteSignature",
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261123/us-east-1/sts/aws4_request | IncompleteSignature",
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261122/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00 | Date in Credential scope does not match",
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261123/nowhere/sts/aws4_request, SignedHeaders=host, Signature=00 | valid region",
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261123/us-east-1/sts/aws5, SignedHeaders=host, Signature=00 | valid terminator",
                "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261123/us-east-1/sts/aws4_request, SignedHeaders=x-amz-date, Signature=00 | must be a 'SignedHeader'",
                "AWS4-ECDSA-P256-SHA256 Credential=AKIARZPUZDIKGB2VALC4/20261123/sts/aws4_request, SignedHeaders=host, Signature=00 | SignatureDoesNotMatch",
            })
    void malformedClaimOfAKnownKey_isASightingWithoutProof(String authorization, String words) {
        Answer answer = reception.receive(unsigned(
                "POST",
                "/",
                "Action=GetCallerIdentity&Version=2011-06-15",
                "Authorization: " + authorization,
                "x-amz-date: 20261123T120000Z",
                "Host: sts.amazonaws.com"));

        assertThat(text(answer)).contains(words);
        assertThat(delivered).hasSize(1).noneMatch(Delivered::authenticated);
        assertThat(delivered.getFirst().json().at("/eventName").asText()).isEqualTo("GetCallerIdentity");
    }

    @Test
    void version2_headerQueryAndForm_areSightingsWithoutProof() {
        Answer header = reception.receive(unsigned("GET", "/b/k", "", "Authorization: AWS AKIARZPUZDIKGB2VALC4:c2ln"));
        reception.receive(unsigned("GET", "/b/k", "AWSAccessKeyId=AKIARZPUZDIKGB2VALC4&Expires=1&Signature=x"));
        reception.receive(unsigned(
                "GET",
                "/",
                "AWSAccessKeyId=AKIARZPUZDIKGB2VALC4&Action=ListUsers&Version=2010-05-08&Signature=x",
                "Host: iam.amazonaws.com"));

        assertThat(text(header)).contains("<Code>InvalidRequest</Code>");
        assertThat(delivered).hasSize(3).noneMatch(Delivered::authenticated);
        assertThat(delivered)
                .extracting(d -> d.json().at("/eventName").asText())
                .containsExactly("GetObject", "GetObject", "ListUsers");
        assertThat(delivered
                        .get(1)
                        .json()
                        .at("/additionalEventData/SignatureVersion")
                        .asText())
                .isEqualTo("SigV2");
    }

    @Test
    void anonymous_isRefusedAndNotRecorded() {
        Answer answer = reception.receive(unsigned("GET", "/", ""));

        assertThat(text(answer)).contains("<Code>AccessDenied</Code>");
        assertThat(delivered).isEmpty();
        assertThat(counts.read().strangers()).isEqualTo(1);
    }

    @Test
    void presignedTooLate_isASightingWithoutProof() {
        Signing signing = new Signing(NOW.minusSeconds(61));
        signing.canonicalPath = "/b/k";
        signing.payloadHash = "UNSIGNED-PAYLOAD";
        signing.canonicalQuery = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + Percent.encode(signing.credential()) + "&X-Amz-Date=" + signing.stamp()
                + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host";
        String query = signing.canonicalQuery + "&X-Amz-Signature=" + signing.signature();

        Answer answer = reception.receive(unsigned("GET", "/b/k", query, "Host: 127.0.0.1"));

        assertThat(text(answer)).contains("<Message>Request has expired</Message>", "<X-Amz-Expires>60<");
        assertThat(delivered).hasSize(1).noneMatch(Delivered::authenticated);
    }

    @ParameterizedTest
    @CsvSource({"899", "129601", "-1", "x", "99999999999"})
    void sessionOfAnotherLength_isInvalid(String seconds) {
        Answer answer = receive(
                "sts",
                s -> s.canonicalQuery = "Action=GetSessionToken&DurationSeconds=" + seconds + "&Version=2011-06-15");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("<Code>ValidationError</Code>").contains("'durationSeconds'");
    }

    @Test
    void session_isTaughtInCloudTrailsWords() {
        receive("sts", s -> s.canonicalQuery = "Action=GetSessionToken&DurationSeconds=3600&Version=2011-06-15");

        JsonNode credentials = delivered.getFirst().json().at("/responseElements/credentials");
        assertThat(credentials.at("/expiration").asText()).isEqualTo("Nov 23, 2026, 1:00:00 PM");
        assertThat(credentials.at("/accessKeyId").asText()).startsWith("ASIA").hasSize(20);
        assertThat(credentials.at("/sessionToken").asText()).isEqualTo(Redaction.HIDDEN);
        assertThat(delivered
                        .getFirst()
                        .json()
                        .at("/requestParameters/durationSeconds")
                        .asText())
                .isEqualTo("3600");
    }

    @Test
    void storeDown_isAnsweredWithTryAgain() {
        keys.down = true;

        Answer answer = receive("dynamodb", s -> {});

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("ServiceUnavailable");
        assertThat(counts.read().unavailable()).isEqualTo(1);
    }

    @Test
    void record_hasTheFieldsOfCloudTrail() {
        Answer answer = receive("s3", s -> s.canonicalPath = "/b/k", "User-Agent: <b>\u001b[31mevil");

        JsonNode json = delivered.getFirst().json();
        assertThat(json.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly(
                        "eventVersion",
                        "userIdentity",
                        "eventTime",
                        "eventSource",
                        "eventName",
                        "awsRegion",
                        "sourceIPAddress",
                        "userAgent",
                        "errorCode",
                        "errorMessage",
                        "requestParameters",
                        "responseElements",
                        "additionalEventData",
                        "requestID",
                        "eventID",
                        "readOnly",
                        "eventType",
                        "managementEvent",
                        "recipientAccountId",
                        "eventCategory");
        assertThat(json.at("/eventVersion").asText()).isEqualTo("1.11");
        assertThat(json.at("/eventTime").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(json.at("/sourceIPAddress").asText()).isEqualTo("192.0.2.7");
        assertThat(json.at("/requestID").asText()).isEqualTo(answer.headers().get("x-amz-request-id"));
        assertThat(json.at("/userIdentity/principalId").asText()).isEqualTo(TestKeys.USER.principalId());
        assertThat(json.at("/userIdentity/userName").asText()).isEqualTo("build");
        assertThat(json.at("/userIdentity").has("sessionContext")).isFalse();
    }

    /** The first looks like UTF-32 to who guesses, and is none. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0000\u0000x2$//", "\ufeff{", "{\"a\":", "[[[[", "", "\u00ff\u00fe{\u0000"})
    void jsonBody_thatIsNone_isRecorded(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpCall call = call("dynamodb", s -> s.payloadHash = Signing.sha256(bytes));

        reception.receive(new HttpCall(
                call.method(),
                call.rawPath(),
                call.rawQuery(),
                call.headers(),
                new HttpCall.Body(bytes, bytes.length, Signing.sha256(bytes)),
                "192.0.2.7",
                null,
                NOW));

        assertThat(delivered)
                .singleElement()
                .satisfies(
                        one -> assertThat(one.json().at("/eventName").asText()).isEqualTo("ListTables"));
    }

    @Test
    void bucketInTheHostName_isToldFromTheEndpointsName() {
        receive("s3", s -> {
            s.headers.put("host", "corp.data.aws.example.org:8443");
            s.canonicalPath = "/key";
        });

        assertThat(delivered
                        .getFirst()
                        .json()
                        .at("/requestParameters/bucketName")
                        .asText())
                .isEqualTo("corp.data");
        assertThat(delivered.getFirst().json().at("/requestParameters/key").asText())
                .isEqualTo("key");
    }

    static HttpCall unsigned(String method, String path, String query, String... headers) {
        List<Headers.Field> fields = new ArrayList<>();
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            fields.add(new Headers.Field(parts[0], parts[1]));
        }
        return new HttpCall(
                method,
                path,
                query,
                new Headers(fields),
                new HttpCall.Body(new byte[0], 0, Signing.EMPTY_SHA256),
                "192.0.2.7",
                null,
                NOW);
    }
}
