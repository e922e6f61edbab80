package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a request looks like, it is answered; and if it names a key of ours, it is recorded, once. */
class ReceptionPropertyTest {
    @Property(tries = 1_500)
    void hostileRequest_namingAKey_isRecordedOnceAndAnswered(
            @ForAll("texts") String path,
            @ForAll("texts") String query,
            @ForAll("texts") String host,
            @ForAll("texts") String body,
            @ForAll("services") String service,
            @ForAll("contentTypes") String contentType,
            @ForAll("targets") String target)
            throws Exception {
        AtomicInteger records = new AtomicInteger();
        Reception reception = new Reception(
                new TestKeys(),
                (json, authenticated) -> {
                    assertThat(authenticated).isFalse();
                    assertThat(new String(json, StandardCharsets.UTF_8)).contains(TestKeys.USER.arn());
                    records.incrementAndGet();
                },
                "example.org",
                new EndpointCounts());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String credential = TestKeys.KEY.accessKeyId() + "/20261123/us-east-1/" + service + "/aws4_request";
        Headers headers = new Headers(List.of(
                new Headers.Field("Host", host),
                new Headers.Field("Content-Type", contentType),
                new Headers.Field(target.isEmpty() ? "x" : "x-amz-target", target),
                new Headers.Field("x-amz-date", "20261123T120000Z"),
                new Headers.Field(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=00")));

        Answer answer = reception.receive(new HttpCall(
                "POST",
                "/" + path,
                query,
                headers,
                new HttpCall.Body(bytes, bytes.length, Signing.sha256(bytes)),
                "::1",
                null,
                Instant.parse("2026-11-23T12:00:00Z")));

        assertThat(answer.status()).isBetween(400, 413);
        assertThat(records).hasValue(1);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "/",
                "%",
                "%2",
                "%00",
                "&",
                "=",
                "Action=",
                "Version=1",
                "Action=<b>",
                ".",
                "..",
                "\u0000",
                "\uD800",
                "é",
                "{\"a\":",
                "[",
                "}",
                "\"",
                "amazonaws.com",
                "s3",
                ".amazonaws.com",
                "x",
                "X-Amz-Credential=a",
                "+");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                pieces.list().ofMaxSize(10).map(parts -> String.join("", parts)));
    }

    @Provide
    Arbitrary<String> services() {
        return Arbitraries.oneOf(
                Arbitraries.of("s3", "sts", "iam", "ec2", "lambda", "dynamodb", "route53", "monitoring", "bedrock"),
                Arbitraries.strings()
                        .excludeChars('/', ',', ' ', '\t', '\n')
                        .ascii()
                        .ofMaxLength(10));
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of("application/x-www-form-urlencoded", "application/x-amz-json-1.1", "", "text/xml");
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of("", "DynamoDB_20120810.Scan", ".", "a.b.<c>");
    }
}
