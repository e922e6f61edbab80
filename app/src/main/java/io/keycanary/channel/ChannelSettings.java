package io.keycanary.channel;

import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a user sets for one alert channel. Each constructor refuses what cannot work and says which value it was. */
public sealed interface ChannelSettings
        permits ChannelSettings.Console,
                ChannelSettings.ChatRoom,
                ChannelSettings.SlackApp,
                ChannelSettings.OnCall,
                ChannelSettings.Syslog,
                ChannelSettings.Sns,
                ChannelSettings.Webhook,
                ChannelSettings.Smtp,
                OcsfFile,
                OcsfBucket,
                SecurityHub,
                JiraProject {
    /** Unique name, 1 to 63 of {@code a-z 0-9 . _ -}; the key of the channel's deliveries in the outbox. */
    String name();

    /** Prints to the program's own output. Never counts as a delivery. */
    record Console(String name, boolean colours) implements ChannelSettings {
        /** Checks the name. */
        public Console {
            ChannelChecks.name(name);
        }
    }

    /**
     * How long a service that is reached by HTTP may take.
     *
     * @param connect at most 20 s
     * @param answer from the connection to the end of the answer, at most 30 s
     */
    record Times(Duration connect, Duration answer) {
        /** 5 s to connect and 10 s to answer. */
        public static final Times USUAL = new Times(Duration.ofSeconds(5), Duration.ofSeconds(10));

        /** Checks the bounds. */
        public Times {
            ChannelChecks.time("http", "connect", connect, 20);
            ChannelChecks.time("http", "answer", answer, 30);
        }
    }

    /** Services whose incoming webhook posts into one room: whoever knows the address may post. */
    enum Room {
        /** Slack's incoming webhook, Block Kit. */
        SLACK,
        /** A workflow of Microsoft Teams, Adaptive Card. */
        TEAMS,
        /** Discord. */
        DISCORD,
        /** A space of Google Chat. */
        GOOGLE_CHAT
    }

    /**
     * Posts to a chat room.
     *
     * @param url what the service gave for the room; a secret
     */
    record ChatRoom(String name, Room service, Secret url, Times times) implements ChannelSettings {
        /** With the usual times. */
        public ChatRoom(String name, Room service, Secret url) {
            this(name, service, url, Times.USUAL);
        }

        /** Checks the address. */
        public ChatRoom {
            ChannelChecks.name(name);
            if (!SecretUrl.valid(url)) {
                throw ChannelChecks.bad(name, "url must be the whole https address that the service gave for the room");
            }
        }
    }

    /**
     * Posts to Slack as an app: the alerts of an incident become one thread.
     *
     * @param token the app's bot token, with the scope {@code chat:write}
     * @param room id or name of the Slack channel; the app must be a member
     * @param api where Slack is
     */
    record SlackApp(String name, Secret token, String room, URI api, Times times) implements ChannelSettings {
        /** Slack itself. */
        public static final URI SLACK = URI.create("https://slack.com");

        /** Checks what can be checked without Slack. */
        public SlackApp {
            ChannelChecks.name(name);
            ChannelChecks.api(name, api);
            if (room.isBlank()) {
                throw ChannelChecks.bad(name, "channel must be the id or name of a Slack channel");
            }
        }
    }

    /** Services that call whoever is on call. */
    enum OnCallService {
        /** PagerDuty, Events API v2. */
        PAGERDUTY("https://events.pagerduty.com"),
        /** Opsgenie, Alert API. */
        OPSGENIE("https://api.opsgenie.com");

        private final URI api;

        OnCallService(String api) {
            this.api = URI.create(api);
        }

        /** Where the service is, unless the account lives in another region. */
        public URI api() {
            return api;
        }
    }

    /**
     * Calls whoever is on call.
     *
     * @param key PagerDuty: the integration key of the service; Opsgenie: the key of an API integration
     * @param api where the service is: both have another address for accounts in the EU
     * @param hook PagerDuty: the secret that its webhooks are signed with; null when none are awaited
     */
    record OnCall(
            String name,
            OnCallService service,
            Secret key,
            URI api,
            Times times,
            @Nullable Secret hook) implements ChannelSettings {
        /** Without webhooks. */
        public OnCall(String name, OnCallService service, Secret key, URI api, Times times) {
            this(name, service, key, api, times, null);
        }

        /** Checks the address. */
        public OnCall {
            ChannelChecks.name(name);
            ChannelChecks.api(name, api);
        }
    }

    /** What a syslog message contains. */
    enum SyslogForm {
        /** The body of the webhook. */
        JSON,
        /** ArcSight's Common Event Format. */
        CEF
    }

    /**
     * Sends to a syslog receiver over TCP.
     *
     * @param tls whether over TLS (RFC 5425), usually port 6514
     * @param timeout for the connection, and for the receiver to end it, at most 20 s
     */
    record Syslog(String name, String host, int port, boolean tls, SyslogForm form, Duration timeout)
            implements ChannelSettings {
        /** Checks everything that can be known without the receiver. */
        public Syslog {
            ChannelChecks.name(name);
            ChannelChecks.time(name, "timeout", timeout, 20);
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw ChannelChecks.bad(
                        name, "host must be set and port be 1 to 65535, not '" + host + "' and " + port);
            }
        }
    }

    /**
     * Publishes to an SNS topic.
     *
     * @param topic its ARN
     * @param profile in the AWS configuration of this machine; null for the usual chain
     * @param endpoint null for AWS itself
     */
    record Sns(
            String name,
            String topic,
            @Nullable String profile,
            @Nullable URI endpoint) implements ChannelSettings {
        private static final Pattern ARN =
                Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]+(\\.fifo)?");

        /** Checks the ARN. */
        public Sns {
            ChannelChecks.name(name);
            if (!ARN.matcher(topic).matches()) {
                throw ChannelChecks.bad(
                        name,
                        "topic must be an ARN such as arn:aws:sns:eu-west-1:111122223333:alerts, not '"
                                + Printable.line(topic, 100) + "'");
            }
        }

        /** Where the topic is. */
        public String region() {
            return topic.split(":", -1)[3];
        }
    }

    /** What the body of a webhook is. */
    enum WebhookForm {
        /** Our own document. */
        KEYCANARY,
        /** A Detection Finding of OCSF. */
        OCSF
    }

    /**
     * Posts signed JSON.
     *
     * @param url {@code https}, or {@code http} for a receiver on a trusted network; its path may itself be a secret, so
     *     only the host is ever shown
     * @param secret key of the HMAC, at least 16 characters; the receiver has the same
     */
    record Webhook(String name, URI url, Secret secret, WebhookForm form, Times times) implements ChannelSettings {
        /** Our own document, with the usual times. */
        public Webhook(String name, URI url, Secret secret) {
            this(name, url, secret, WebhookForm.KEYCANARY, Times.USUAL);
        }

        /** Checks the address; the secret's length is checked where it is read. */
        public Webhook {
            ChannelChecks.name(name);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null) {
                throw ChannelChecks.bad(name, "url must be an absolute http or https address with a host");
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw ChannelChecks.bad(
                        name, "url must have no user, password or #fragment; requests are signed with 'secret'");
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
            ChannelChecks.name(name);
            ChannelChecks.time(name, "timeout", timeout, 20);
            to = List.copyOf(to);
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw ChannelChecks.bad(
                        name, "host must be set and port be 1 to 65535, not '" + host + "' and " + port);
            }
            if (to.isEmpty()) {
                throw ChannelChecks.bad(name, "'to' needs at least one address");
            }
            MailAddress.check(name, "from", from);
            for (String recipient : to) {
                MailAddress.check(name, "to", recipient);
            }
            if (login != null && security == Security.NONE && !MailAddress.loopback(host)) {
                throw ChannelChecks.bad(
                        name, "a password must not cross the network in the clear: use starttls or tls, or no login");
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
}
