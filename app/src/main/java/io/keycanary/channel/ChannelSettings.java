package io.keycanary.channel;

import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a user sets for one alert channel. Each constructor refuses what cannot work and says which value it was. */
public sealed interface ChannelSettings {
    /** Unique name, 1 to 63 of {@code a-z 0-9 . _ -}; the key of the channel's deliveries in the outbox. */
    String name();

    /** Prints to the program's own output. Never counts as a delivery. */
    record Console(String name, boolean colours) implements ChannelSettings {
        /** Checks the name. */
        public Console {
            checkName(name);
        }
    }

    /**
     * Posts signed JSON.
     *
     * @param url {@code https}, or {@code http} for a receiver on a trusted network; its path may itself be a secret, so
     *     only the host is ever shown
     * @param secret key of the HMAC, at least 16 characters; the receiver has the same
     * @param connectTimeout at most 20 s
     * @param answerTimeout from the connection to the end of the answer, at most 30 s
     */
    record Webhook(String name, URI url, Secret secret, Duration connectTimeout, Duration answerTimeout)
            implements ChannelSettings {
        /** With 5 s to connect and 10 s to answer. */
        public Webhook(String name, URI url, Secret secret) {
            this(name, url, secret, Duration.ofSeconds(5), Duration.ofSeconds(10));
        }

        /** Checks the address and the times; the secret's length is checked where it is read. */
        public Webhook {
            checkName(name);
            checkTime(name, "connectTimeout", connectTimeout, 20);
            checkTime(name, "answerTimeout", answerTimeout, 30);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null) {
                throw bad(name, "url must be an absolute http or https address with a host");
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw bad(name, "url must have no user, password or #fragment; requests are signed with 'secret'");
            }
        }

        /** Shows the host only. */
        @Override
        public String toString() {
            return "Webhook[name=" + name + ", host=" + url.getHost() + "]";
        }
    }

    /**
     * Sends mail.
     *
     * @param login null when the server wants none
     * @param from one address
     * @param to at least one address
     * @param timeout for the connection and for each answer, at most 20 s; a whole mail has {@link #TOTAL}
     */
    record Smtp(
            String name,
            String host,
            int port,
            Security security,
            @Nullable Login login,
            String from,
            List<String> to,
            Duration timeout)
            implements ChannelSettings {
        /** Longest time for one mail, however slowly the server answers. */
        public static final Duration TOTAL = Duration.ofSeconds(45);

        /** With 10 s for each answer. */
        public Smtp(
                String name,
                String host,
                int port,
                Security security,
                @Nullable Login login,
                String from,
                List<String> to) {
            this(name, host, port, security, login, from, to, Duration.ofSeconds(10));
        }

        /** Checks everything that can be known without the server. */
        public Smtp {
            checkName(name);
            checkTime(name, "timeout", timeout, 20);
            to = List.copyOf(to);
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw bad(name, "host must be set and port be 1 to 65535, not '" + host + "' and " + port);
            }
            if (to.isEmpty()) {
                throw bad(name, "'to' needs at least one address");
            }
            MailAddress.check(name, "from", from);
            for (String recipient : to) {
                MailAddress.check(name, "to", recipient);
            }
            if (login != null && security == Security.NONE && !MailAddress.loopback(host)) {
                throw bad(name, "a password must not cross the network in the clear: use starttls or tls, or no login");
            }
        }
    }

    /** How the connection to a mail server is kept private. */
    enum Security {
        /** STARTTLS, and no mail without it; usually port 587. */
        STARTTLS,
        /** TLS from the first byte; usually port 465. */
        TLS,
        /** In the clear; usually port 25, for a server on this machine or a trusted network. */
        NONE
    }

    /** Who we are to a mail server. */
    record Login(String user, Secret password) {}

    private static void checkName(String name) {
        if (!Names.VALID.matcher(name).matches()) {
            throw bad(name, "the name must be 1 to 63 of a-z, 0-9, '.', '_' and '-', and begin with a letter or digit");
        }
    }

    private static void checkTime(String name, String field, Duration value, int maxSeconds) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofSeconds(maxSeconds)) > 0) {
            throw bad(name, field + " must be more than 0 and at most " + maxSeconds + " s, not " + value);
        }
    }

    private static IllegalArgumentException bad(String name, String what) {
        return new IllegalArgumentException("alert channel '" + Printable.line(name, 80) + "': " + what);
    }

    /** Holds the pattern: an interface would make it public. */
    final class Names {
        private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

        private Names() {}
    }
}
