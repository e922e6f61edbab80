package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing between the wire and the signature check changes a byte of what was signed. */
class RawRequestTest {
    private final RunningEndpoint endpoint = new RunningEndpoint();
    private final Signing signing = new Signing(Instant.now());

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/bucket/a%2Fb, /bucket/a%2Fb, a/b",
        "/bucket//a///b, /bucket//a///b, /a///b",
        "/bucket/a%3Ab:c, /bucket/a%3Ab%3Ac, a:b:c",
        "/bucket/../etc/passwd, /bucket/../etc/passwd, ../etc/passwd",
        "/bucket/./x/., /bucket/./x/., ./x/.",
        "/bucket/%2e%2e/x, /bucket/../x, ../x",
        "/bucket/a+b%20c, /bucket/a%2Bb%20c, a+b c",
        "/bucket/%C3%A9%E2%82%AC, /bucket/%C3%A9%E2%82%AC, é€",
        "/bucket/a;v=1/b, /bucket/a%3Bv%3D1/b, a;v=1/b",
        "/bucket/100%25, /bucket/100%25, 100%",
        "/bucket/%80x, /bucket/%80x, \uFFFDx",
        "/bucket/(x)!*'$&@, /bucket/%28x%29%21%2A%27%24%26%40, (x)!*'$&@",
        "/bucket/a\\b, /bucket/a%5Cb, a\\b",
    })
    void objectKey_sentInAnyForm_isAuthenticatedAndNamed(String sent, String canonical, String key) throws Exception {
        signing.canonicalPath = canonical.replace("%2F", "/");

        String answer = RawHttp.send(endpoint.address(), RawHttp.signed(signing, sent, ""));

        assertThat(answer).startsWith("HTTP/1.1 403").contains("<Code>AccessDenied</Code>");
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/requestParameters/key")).isEqualTo(key);
    }

    /** As S3 refuses it (InvalidURI). No client sends such a path, and Jetty does not let it through to us. */
    @ParameterizedTest
    @ValueSource(strings = {"/bucket/50%", "/bucket/a%zzb", "/bucket/a%00b"})
    void brokenEscape_isRefused(String path) throws Exception {
        String answer = RawHttp.send(endpoint.address(), RawHttp.signed(signing, path, ""));

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(endpoint.delivered).isEmpty();
    }

    @Test
    void objectKey_rawUtf8InTheRequestLine_isAuthenticated() throws Exception {
        signing.canonicalPath = "/bucket/%C3%A9";

        RawHttp.send(endpoint.address(), RawHttp.signed(signing, "/bucket/\u00C3\u00A9", ""));

        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/2015-03-31/functions/a:b, /2015-03-31/functions/a%3Ab",
        "/2015-03-31/functions/a%3Ab, /2015-03-31/functions/a%253Ab",
        "/2015-03-31//functions/x, /2015-03-31/functions/x",
        "/2015-03-31//functions/x, /2015-03-31//functions/x",
        "/x/../2015-03-31/functions/y, /2015-03-31/functions/y",
    })
    void otherServices_pathEncodedOnceMore_isAuthenticated(String sent, String canonical) throws Exception {
        signing.service = "lambda";
        signing.canonicalPath = canonical;

        RawHttp.send(endpoint.address(), RawHttp.signed(signing, sent, ""));

        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/JSON",
                "TEXT/PLAIN; Charset=Utf-8",
                "application/x-amz-json-1.0",
                "caf\u00C3\u00A9",
            })
    void contentType_inAnyCase_reachesTheCheckUnchanged(String contentType) throws Exception {
        signing.service = "dynamodb";
        signing.headers.put("content-type", contentType);
        signing.headers.put("x-amz-target", "DynamoDB_20120810.ListTables");
        signing.headers.put("accept-encoding", "IDENTITY");
        signing.headers.put("connection-note", "Keep-Alive");

        RawHttp.send(endpoint.address(), RawHttp.signed(signing, "/", ""));

        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/eventName")).isEqualTo("ListTables");
    }

    @Test
    void headers_repeatedAndFullOfSpaces_areJoinedAsSigned() throws Exception {
        signing.headers.put("x-amz-meta-a", "one two,three");
        String request = RawHttp.signed(signing, "/", "")
                .replace("x-amz-meta-a: one two,three", "X-Amz-Meta-A:  one   two \r\nx-amz-meta-a: three");

        RawHttp.send(endpoint.address(), request);

        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @Test
    void query_unorderedEmptyAndEncoded_isAuthenticated() throws Exception {
        signing.canonicalQuery = "acl=&b=1&b=2&prefix=a%2Fb%20c%2B";

        RawHttp.send(endpoint.address(), RawHttp.signed(signing, "/bucket?prefix=a/b%20c%2B&b=2&acl&b=1", ""));

        // The path is part of it: this one was signed for "/".
        assertThat(endpoint.last().authenticated()).isFalse();
        signing.canonicalPath = "/bucket";
        RawHttp.send(endpoint.address(), RawHttp.signed(signing, "/bucket?prefix=a/b%20c%2B&b=2&acl&b=1", ""));
        assertThat(endpoint.last().authenticated()).isTrue();
        assertThat(endpoint.last().text("/eventName")).isEqualTo("GetBucketAcl");
    }

    @Test
    void body_chunked_isHashedWithoutItsFrames() throws Exception {
        signing.service = "sts";
        signing.method = "POST";
        String form = "Action=GetCallerIdentity&Version=2011-06-15";
        signing.payloadHash = Signing.sha256(form.getBytes(StandardCharsets.UTF_8));
        signing.headers.put("content-type", "application/x-www-form-urlencoded");
        String head = RawHttp.signed(signing, "/", "");
        String request = head.substring(0, head.length() - 2) + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n";

        String answer = RawHttp.send(endpoint.address(), request);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("<Arn>" + TestKeys.USER.arn() + "</Arn>");
    }

    @Test
    void body_awsChunked_isCheckedByItsSeed() throws Exception {
        signing.method = "PUT";
        signing.canonicalPath = "/bucket/k";
        signing.payloadHash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        signing.headers.put("x-amz-content-sha256", signing.payloadHash);
        signing.headers.put("content-encoding", "aws-chunked");

        RawHttp.send(
                endpoint.address(),
                RawHttp.signed(signing, "/bucket/k", "5;chunk-signature=00\r\nhello\r\n0;chunk-signature=00\r\n\r\n"));

        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @Test
    void expect100_isAnsweredBeforeTheBody() throws Exception {
        signing.method = "PUT";
        signing.canonicalPath = "/bucket/k";
        signing.payloadHash = "UNSIGNED-PAYLOAD";
        signing.headers.put("x-amz-content-sha256", signing.payloadHash);
        String head = RawHttp.signed(signing, "/bucket/k", "");
        try (Socket socket = RawHttp.connect(endpoint.address())) {
            String request = head.substring(0, head.length() - 2) + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(interim, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(RawHttp.rest(socket)).startsWith("HTTP/1.1 403");
        }
        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @Test
    void request_absoluteForm_isAuthenticated() throws Exception {
        signing.canonicalPath = "/bucket/k";

        RawHttp.send(endpoint.address(), RawHttp.signed(signing, "http://127.0.0.1/bucket/k", ""));

        assertThat(endpoint.only().authenticated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\nA B\r\n\r\n"
            })
    void noHttp_isRefusedWithoutNamingTheServer(String bytes) throws Exception {
        String answer = RawHttp.send(endpoint.address(), bytes);

        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("jetty").doesNotContain("<html");
        assertThat(endpoint.delivered).isEmpty();
    }
}
