package io.keycanary.api;

import io.keycanary.token.Printable;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names a caller may call us by. A page of a foreign site can let its own name point to 127.0.0.1 and have the
 * browser talk to us (DNS rebinding), but it cannot change the Host header.
 *
 * @param names in lower case, without port; empty when any will do
 */
record HostCheck(Set<String> names) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Bound to loopback only loopback names will do; elsewhere the user may say which. */
    static HostCheck of(InetAddress bound, Set<String> names) {
        if (!names.isEmpty()) {
            return new HostCheck(names);
        }
        return new HostCheck(bound.isLoopbackAddress() ? LOOPBACK : Set.of());
    }

    /**
     * Lets a request through.
     *
     * @throws Problem 421 (RFC 9110, section 15.5.20) when it was not meant for us
     */
    void check(@Nullable String host) {
        if (!names.isEmpty() && (host == null || !names.contains(name(host)))) {
            throw new Problem(
                    421,
                    "Misdirected Request",
                    "\"" + Printable.line(String.valueOf(host), 100) + "\" is no name of this server");
        }
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }
}
