package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.endpoint.EndpointSettings.Bounds;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a stranger may cost. */
class BoundsTest {
    private static RunningEndpoint with(Bounds bounds) {
        return new RunningEndpoint(EndpointSettings.plain("127.0.0.1", 0).with(bounds), Clock.systemUTC());
    }

    private static Bounds bounds(int kept, long body, Duration requestTime) {
        return new Bounds(8 << 10, kept, body, 50, requestTime, Duration.ofSeconds(20));
    }

    @Test
    void usual_isPinned() {
        assertThat(Bounds.USUAL)
                .isEqualTo(
                        new Bounds(32_768, 262_144, 16_777_216, 1_000, Duration.ofSeconds(60), Duration.ofSeconds(20)));
    }

    @Test
    void clientThatDripsBytes_isCutOff() throws Exception {
        try (RunningEndpoint endpoint = with(bounds(100, 1_000, Duration.ofMillis(500)));
                Socket socket = RawHttp.connect(endpoint.address())) {
            socket.setSoTimeout(50);
            Instant giveUp = Instant.now().plusSeconds(20);
            boolean closed = false;
            byte[] drip = "GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; !closed && Instant.now().isBefore(giveUp); i++) {
                try {
                    socket.getOutputStream().write(i < drip.length ? drip[i] : 'x');
                    closed = socket.getInputStream().read() < 0;
                } catch (java.net.SocketTimeoutException e) {
                    closed = false;
                } catch (SocketException e) {
                    closed = true;
                }
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void headers_tooLong_areRefused() throws Exception {
        try (RunningEndpoint endpoint = with(bounds(100, 1_000, Duration.ofSeconds(20)))) {
            String answer = RawHttp.send(
                    endpoint.address(), "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void body_longerThanKept_isStillHashed() throws Exception {
        try (RunningEndpoint endpoint = with(bounds(100, 100_000, Duration.ofSeconds(20)))) {
            String body = "Action=ListUsers&Pad=" + "x".repeat(50_000);

            String answer = RawHttp.send(endpoint.address(), form(body));

            assertThat(answer).startsWith("HTTP/1.1 403").contains("iam:ListUsers");
            assertThat(endpoint.only().authenticated()).isTrue();
        }
    }

    @Test
    void body_tooLongToHash_isASightingWithoutProof() throws Exception {
        try (RunningEndpoint endpoint = with(bounds(100, 1_000, Duration.ofSeconds(20)))) {
            String answer = RawHttp.send(endpoint.address(), form("Action=ListUsers&Pad=" + "x".repeat(5_000)));

            assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLarge");
            assertThat(endpoint.only().authenticated()).isFalse();
        }
    }

    @Test
    void body_tooLongWithItsHashInAHeader_isASightingWithProof() throws Exception {
        try (RunningEndpoint endpoint = with(bounds(100, 1_000, Duration.ofSeconds(20)))) {
            Signing signing = new Signing(Instant.now());
            signing.method = "PUT";
            signing.canonicalPath = "/b/k";
            signing.payloadHash = "UNSIGNED-PAYLOAD";
            signing.headers.put("x-amz-content-sha256", signing.payloadHash);

            String answer = RawHttp.send(endpoint.address(), RawHttp.signed(signing, "/b/k", "x".repeat(5_000)));

            assertThat(answer).startsWith("HTTP/1.1 403").contains("s3:PutObject");
            assertThat(endpoint.only().authenticated()).isTrue();
        }
    }

    private static String form(String body) {
        Signing signing = new Signing(Instant.now());
        signing.method = "POST";
        signing.service = "iam";
        signing.headers.put("content-type", "application/x-www-form-urlencoded");
        signing.payloadHash = Signing.sha256(body.getBytes(StandardCharsets.ISO_8859_1));
        return RawHttp.signed(signing, "/", body);
    }
}
