package io.keycanary.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A listener that looks like AWS to whoever found a key of the account {@code local}. Each request that names one of the
 * keys becomes a CloudTrail record, which is delivered before the answer goes out.
 *
 * <p>Jetty is told to judge nothing: every path that AWS takes has to reach us unchanged, and no answer may look like
 * Jetty's.
 */
public final class DecoyEndpoint implements AutoCloseable {
    private static final int THREADS = 16;
    private static final long STOP_MILLIS = 5_000;

    private final EndpointSettings settings;
    private final EndpointCounts counts = new EndpointCounts();
    private final Server server;
    private final ServerConnector connector;

    /**
     * Builds it without listening yet.
     *
     * @throws IllegalArgumentException when a PEM file cannot be used; the message names the file
     */
    public DecoyEndpoint(EndpointSettings settings, DecoyKeys keys, RecordSink sink, InstantSource clock) {
        this.settings = settings;
        this.server = new Server(threads(), new ScheduledExecutorScheduler("endpoint-timer", true), null);
        this.connector = connector();
        SlowClients slowClients =
                new SlowClients(server.getScheduler(), settings.bounds().requestTime());
        Reception reception = new Reception(keys, sink, settings.ownHost(), counts);
        server.setHandler(new JettyHandler(new CallReader(settings.bounds(), clock), reception, slowClients));
        server.setErrorHandler(new PlainErrors());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.bounds().connections(), connector));
        connector.addBean(slowClients);
        server.setStopTimeout(STOP_MILLIS);
    }

    /**
     * Listens. Returns when connections are accepted.
     *
     * @throws IOException when the address cannot be used; the message names it
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw new IOException(
                    "the decoy endpoint cannot listen on port " + settings.port() + " of " + settings.bindAddress()
                            + ": it is in use or not permitted, or the address is none of this machine's",
                    e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Jetty's start declares it; only a bug gets here
            throw new IllegalStateException("the endpoint cannot start", e);
        }
    }

    /** Where it listens, once it does. */
    public URI address() {
        String host =
                settings.bindAddress().contains(":") ? "[" + settings.bindAddress() + "]" : settings.bindAddress();
        return URI.create((settings.tls() == null ? "http://" : "https://") + host + ":" + connector.getLocalPort());
    }

    /** What came in so far. */
    public EndpointCounts.Reading counts() {
        return counts.read();
    }

    /** Stops accepting, lets the requests in hand be answered for a few seconds, and ends. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // Jetty's stop declares it: what is left ends with the process
            org.slf4j.LoggerFactory.getLogger(DecoyEndpoint.class).warn("The endpoint did not stop cleanly", e);
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("endpoint");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return threads;
    }

    private ServerConnector connector() {
        HttpConnectionFactory http = new HttpConnectionFactory(http());
        ServerConnector made = settings.tls() == null
                ? new ServerConnector(server, http)
                : new ServerConnector(server, tls(settings.tls()), http);
        made.setHost(settings.bindAddress());
        made.setPort(settings.port());
        made.setIdleTimeout(settings.bounds().idleTime().toMillis());
        return made;
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        // Its table of usual header lines would change their case, and so what was signed.
        http.setHttpCompliance(HttpCompliance.RFC7230.with(
                "wire",
                HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME,
                HttpCompliance.Violation.MISMATCHED_AUTHORITY,
                HttpCompliance.Violation.UNSAFE_HOST_HEADER));
        http.setHeaderCacheSize(0);
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(settings.bounds().headerBytes());
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    private static SslContextFactory.Server tls(EndpointSettings.TlsFiles files) {
        String password = UUID.randomUUID().toString();
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(PemIdentity.load(files, password.toCharArray()));
        tls.setKeyStorePassword(password);
        tls.setSniRequired(false);
        return tls;
    }

    /** What is no HTTP is refused without a word that names the server. */
    private static final class PlainErrors extends ErrorHandler {
        @Override
        protected boolean generateAcceptableResponse(
                org.eclipse.jetty.server.Request request,
                org.eclipse.jetty.server.Response response,
                org.eclipse.jetty.util.Callback callback,
                String contentType,
                java.util.List<java.nio.charset.Charset> charsets,
                int code,
                String message,
                Throwable cause) {
            response.getHeaders().remove(HttpHeader.CACHE_CONTROL);
            response.write(true, null, callback);
            return true;
        }
    }
}
