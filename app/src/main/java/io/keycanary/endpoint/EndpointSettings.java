package io.keycanary.endpoint;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the endpoint listens and what it bears.
 *
 * @param bindAddress an address of this machine
 * @param port 0 lets the system choose
 * @param ownHost the name clients reach it by, so that S3's {@code bucket.name} can be told apart; empty when it has none
 * @param tls null for plain HTTP
 */
public record EndpointSettings(
        String bindAddress,
        int port,
        String ownHost,
        @Nullable TlsFiles tls,
        Bounds bounds) {
    /**
     * Files in PEM.
     *
     * @param certificates the server's certificate, then those between it and the root
     * @param key its private key in PKCS #8, not encrypted; may be the same file
     */
    public record TlsFiles(Path certificates, Path key) {}

    /**
     * What a stranger may cost us.
     *
     * @param headerBytes of request line and headers together; more is answered with 431
     * @param keptBodyBytes of a body that are held and looked into
     * @param bodyBytes that are read to check the signature; of a longer body the signature is checked only where a
     *     header states its hash
     * @param connections at a time; more wait to be accepted
     * @param requestTime for a whole request to arrive, counted from the connection or the answer before
     * @param idleTime without a byte
     */
    public record Bounds(
            int headerBytes,
            int keptBodyBytes,
            long bodyBytes,
            int connections,
            Duration requestTime,
            Duration idleTime) {
        /** Generous for every AWS client, cheap for us. */
        public static final Bounds USUAL =
                new Bounds(32 << 10, 256 << 10, 16L << 20, 1_000, Duration.ofSeconds(60), Duration.ofSeconds(20));

        /** Checks that all are above zero. */
        public Bounds {
            if (headerBytes < 1
                    || keptBodyBytes < 1
                    || bodyBytes < keptBodyBytes
                    || connections < 1
                    || !requestTime.isPositive()
                    || !idleTime.isPositive()) {
                throw new IllegalArgumentException(
                        "every bound must be above zero, and bodyBytes not below keptBodyBytes");
            }
        }
    }

    /** Plain HTTP with the usual bounds. */
    public static EndpointSettings plain(String bindAddress, int port) {
        return new EndpointSettings(bindAddress, port, "", null, Bounds.USUAL);
    }

    /** The same with these bounds. */
    public EndpointSettings with(Bounds newBounds) {
        return new EndpointSettings(bindAddress, port, ownHost, tls, newBounds);
    }

    /** The same over HTTPS. */
    public EndpointSettings with(TlsFiles files) {
        return new EndpointSettings(bindAddress, port, ownHost, files, bounds);
    }

    /** The same under this name. */
    public EndpointSettings reachedAs(String host) {
        return new EndpointSettings(bindAddress, port, host, tls, bounds);
    }
}
