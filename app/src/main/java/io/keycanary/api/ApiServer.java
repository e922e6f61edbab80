package io.keycanary.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Main entry point of the API: serves it over HTTP until it is closed. */
public final class ApiServer implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int MAX_HEADER_BYTES = 8 << 10;
    private static final int BACKLOG = 128;

    private final Javalin javalin;
    private final URI address;

    private ApiServer(Javalin javalin, URI address) {
        this.javalin = javalin;
        this.address = address;
    }

    /**
     * Where to listen.
     *
     * @param address loopback unless the user said otherwise
     * @param port 0 lets the system choose
     * @param names by which callers may call us; empty: loopback names on loopback, any name elsewhere
     */
    public record Settings(InetAddress address, int port, Set<String> names) {
        /** Copies the set. */
        public Settings {
            names = Set.copyOf(names);
        }

        /** Loopback only. */
        public static Settings loopback(int port) {
            return new Settings(InetAddress.getLoopbackAddress(), port, Set.of());
        }
    }

    /**
     * Starts it; it accepts requests when this returns.
     *
     * @throws BindException when it cannot listen there; the message says where
     */
    public static ApiServer start(Settings settings, Api api) throws BindException {
        Javalin javalin = create(settings, api.routes());
        JavalinLogger.enabled = false; // its error with a stack trace says less than the exception below
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            javalin.stop();
            throw (BindException) new BindException("the API cannot listen on port " + settings.port() + " of "
                            + settings.address().getHostAddress() + ": it is in use or not permitted")
                    .initCause(e);
        } finally {
            JavalinLogger.enabled = true;
        }
        return new ApiServer(javalin, address(settings.address(), javalin.port()));
    }

    static Javalin create(Settings settings, ApiRoutes routes) {
        HostCheck hosts = HostCheck.of(settings.address(), settings.names());
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.prefer405over404 = true;
            config.http.maxRequestSize = ApiRoutes.MAX_BODY_BYTES + 1L;
            listen(config, settings);
            config.routes.before(http -> hosts.check(http.header("Host")));
            routes.register(config.routes);
        });
    }

    private static void listen(JavalinConfig config, Settings settings) {
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(DRAIN.toMillis());
            server.setErrorHandler(new PlainErrors());
        });
        config.jetty.modifyHttpConfiguration(ApiServer::bounds);
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
    }

    private static void bounds(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setIdleTimeout(IDLE.toMillis());
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Settings settings) {
        bounds(http);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }

    private static URI address(InetAddress bound, int port) {
        String host = bound.getHostAddress();
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
    }

    /** Where it listens, with the port that the system chose. */
    public URI address() {
        return address;
    }

    /** Takes no more requests, lets those that run end within five seconds, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
