package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends alerts to a syslog receiver, each by a connection of its own. Syslog has no answer; the nearest to one is that
 * the receiver reads to our end and then ends the connection in good order, as rsyslog and syslog-ng do. Silence or a
 * reset is no acceptance: a receiver's kernel takes bytes that the receiver never reads.
 *
 * <p>As in {@link SmtpChannel} a virtual thread talks, so that an interrupt closes the socket.
 */
final class SyslogChannel implements AlertChannel {
    private final ChannelSettings.Syslog settings;
    private final SSLSocketFactory tls;

    SyslogChannel(ChannelSettings.Syslog settings) {
        this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param tls whom to trust */
    SyslogChannel(ChannelSettings.Syslog settings, SSLSocketFactory tls) {
        this.settings = settings;
        this.tls = tls;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        byte[] frame = SyslogMessage.framed(alert, settings.form());
        FutureTask<DeliveryResult> talk = new FutureTask<>(() -> deliver(frame));
        Thread.ofVirtual().name("syslog-" + name()).start(talk);
        long millis = settings.timeout().toMillis();
        try {
            return talk.get(2 * millis + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new DeliveryResult.Retry("the message was not taken in time", null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the message could not be sent", e.getCause());
        } finally {
            talk.cancel(true);
        }
    }

    private DeliveryResult deliver(byte[] frame) {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
            plain.setSoTimeout(millis);
            if (!settings.tls()) {
                return talk(plain, frame);
            }
            try (SSLSocket secure = (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), false)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is for this host
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                return talk(secure, frame);
            }
        } catch (SSLException e) {
            return failed("no trusted TLS connection to " + settings.host() + ": " + e.getMessage());
        } catch (SocketTimeoutException e) {
            return failed(settings.host() + " did not end the connection within "
                    + settings.timeout().toSeconds() + " s after the message");
        } catch (IOException e) {
            return failed("the connection to " + settings.host() + " failed: " + e.getMessage());
        }
    }

    private static DeliveryResult talk(Socket socket, byte[] frame) throws IOException {
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] unasked = new byte[1_024];
        for (int read = 0; in.read(unasked) >= 0; read++) {
            if (read == 64) {
                return failed("the receiver talks; syslog receivers do not");
            }
        }
        return new DeliveryResult.Accepted("read to its end by the receiver");
    }

    private static DeliveryResult failed(String reason) {
        return new DeliveryResult.Retry(Printable.line(reason, 300), null);
    }
}
