package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Against receivers that unframe what comes as RFC 5425 says, over TLS and in the clear. */
class SyslogChannelTest {
    /** What a receiver does once it has the message. */
    private interface Ending {
        void of(Socket socket) throws IOException, InterruptedException;
    }

    private abstract static class Kit extends AlertChannelContract {
        final List<String> messages = new CopyOnWriteArrayList<>();
        final CountDownLatch end = new CountDownLatch(1);
        volatile Ending ending = Socket::close;
        private final ServerSocket receiver = listen();

        abstract boolean tls();

        abstract ChannelSettings.SyslogForm form();

        private ServerSocket listen() {
            try {
                ServerSocket socket = tls()
                        ? LocalTls.context()
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())
                        : new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Thread.ofVirtual().start(() -> receive(socket));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void receive(ServerSocket socket) {
            try {
                while (true) {
                    Socket accepted = socket.accept();
                    Thread.ofVirtual().start(() -> read(accepted));
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        private void read(Socket accepted) {
            try (accepted) {
                DataInputStream in = new DataInputStream(accepted.getInputStream());
                messages.add(frame(in));
                ending.of(accepted);
            } catch (IOException e) {
                // A client that does not trust us, or was stopped: nothing came.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Reads to the end: a frame, and nothing after it. */
        private static String frame(DataInputStream in) throws IOException {
            int length = 0;
            for (int c = in.read(); c != ' '; c = in.read()) {
                if (c < '0' || c > '9') {
                    throw new EOFException("no length");
                }
                length = length * 10 + c - '0';
            }
            byte[] message = new byte[length];
            in.readFully(message);
            assertThat(length).isLessThanOrEqualTo(8_192);
            assertThat(in.read()).isEqualTo(-1);
            return new String(message, StandardCharsets.UTF_8);
        }

        AlertChannel channel(SSLSocketFactory trust, Duration timeout) {
            return new SyslogChannel(
                    new ChannelSettings.Syslog("here", "127.0.0.1", receiver.getLocalPort(), tls(), form(), timeout),
                    trust);
        }

        @Override
        AlertChannel channel() {
            return channel(LocalTls.context().getSocketFactory(), Duration.ofSeconds(15));
        }

        @AfterEach
        void stop() throws IOException {
            end.countDown();
            receiver.close();
        }

        @Override
        List<String> shown() {
            return messages.stream().map(this::body).toList();
        }

        abstract String body(String message);

        static String afterHeader(String message) {
            assertThat(message).matches("(?s)<8[1-5]>1 2026-11-23T20:00:01\\.250Z - keycanary - [A-Z_]+ - \uFEFF.*");
            return message.substring(message.indexOf('\uFEFF') + 1);
        }

        @Test
        void send_receiverThatReadsToTheEnd_hasIt() throws InterruptedException {
            assertThat(channel().send(SampleAlerts.plain()))
                    .isEqualTo(new DeliveryResult.Accepted("read to its end by the receiver"));
            assertThat(messages).hasSize(1);
        }

        @Test
        void send_receiverThatStaysSilent_isNoAcceptance() throws InterruptedException {
            ending = socket -> end.await();

            assertThat(channel(LocalTls.context().getSocketFactory(), Duration.ofMillis(500))
                            .send(SampleAlerts.plain()))
                    .isInstanceOf(DeliveryResult.Retry.class);
        }

        @Test
        void send_receiverThatTalksWithoutEnd_isNoAcceptance() throws InterruptedException {
            ending = socket -> {
                while (end.getCount() > 0) {
                    socket.getOutputStream().write(new byte[1_024]);
                }
            };

            assertThat(channel().send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
        }

        @Test
        void send_nobodyListens_isRepeated() throws IOException, InterruptedException {
            receiver.close();

            assertThat(channel().send(SampleAlerts.plain()))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).contains("127.0.0.1"));
        }
    }

    @Nested
    class JsonOverTls extends Kit {
        @Override
        boolean tls() {
            return true;
        }

        @Override
        ChannelSettings.SyslogForm form() {
            return ChannelSettings.SyslogForm.JSON;
        }

        @Override
        String body(String message) {
            try {
                var json = new ObjectMapper().readTree(afterHeader(message));
                StringBuilder texts = new StringBuilder();
                json.forEach(value -> texts.append(value.isArray() ? String.join("\n", text(value)) : value.asText())
                        .append('\n'));
                return texts.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> text(com.fasterxml.jackson.databind.JsonNode array) {
            List<String> texts = new java.util.ArrayList<>();
            array.forEach(value -> texts.add(value.asText()));
            return texts;
        }

        @Test
        void send_certificateOfAStranger_isRepeatedAndNothingIsSent() throws InterruptedException {
            AlertChannel wary = channel((SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(10));

            assertThat(wary.send(SampleAlerts.plain()))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).startsWith("no trusted TLS connection"));
            assertThat(messages).isEmpty();
        }
    }

    @Nested
    class CefOverTcp extends Kit {
        @Override
        boolean tls() {
            return false;
        }

        @Override
        ChannelSettings.SyslogForm form() {
            return ChannelSettings.SyslogForm.CEF;
        }

        /** What a reader of CEF shows: escapes are undone. */
        @Override
        String body(String message) {
            String cef = afterHeader(message);
            assertThat(cef).startsWith("CEF:0|KeyCanary|KeyCanary|1|").doesNotContain("\n");
            return cef.replace("\\\\", "\0")
                    .replace("\\n", "\n")
                    .replace("\\=", "=")
                    .replace("\\|", "|")
                    .replace("\0", "\\");
        }

        @Test
        void send_hostileTexts_addNoField() throws InterruptedException {
            channel().send(SampleAlerts.hostile());

            String cef = messages.getFirst();
            String[] fields = cef.split("(?<!\\\\)\\|", 8);
            assertThat(fields[6]).as("severity, after the hostile name").isEqualTo("8");
            assertThat(fields[7].split("(?<!\\\\)=", -1)).as("ends of names").hasSize(9);
        }
    }

    @Test
    void cef_specialCharacters_areEscaped() {
        assertThat(CefRenderer.header("a|b\\c=d")).isEqualTo("a\\|b\\\\c=d");
        assertThat(CefRenderer.value("a|b\\c=d\ne")).isEqualTo("a|b\\\\c\\=d\\ne");
    }

    @Test
    void settings_portOutOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelSettings.Syslog(
                        "here", "log.example.org", 0, true, ChannelSettings.SyslogForm.JSON, Duration.ofSeconds(1)))
                .withMessageContaining("1 to 65535");
    }
}
