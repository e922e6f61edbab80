package io.keycanary.app;

import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.JiraProject;
import io.keycanary.channel.OcsfBucket;
import io.keycanary.channel.OcsfFile;
import io.keycanary.channel.SecurityHub;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of channel: what each may be set by, and how its settings are read. */
final class ChannelTypes {
    private static final Duration SYSLOG_TIMEOUT = Duration.ofSeconds(10);

    /** By the word after {@code type}. */
    static final Map<String, Set<String>> FIELDS = new TreeMap<>(Map.ofEntries(
            Map.entry("console", Set.of()),
            Map.entry("webhook", with(SecretSetting.names("secret"), "url", "format")),
            Map.entry("slack", with(SecretSetting.names("url", "token"), "channel", "api")),
            Map.entry("teams", SecretSetting.names("url")),
            Map.entry("discord", SecretSetting.names("url")),
            Map.entry("google-chat", SecretSetting.names("url")),
            Map.entry("pagerduty", with(SecretSetting.names("routing-key", "webhook-secret"), "api")),
            Map.entry("opsgenie", with(SecretSetting.names("api-key"), "api")),
            Map.entry("smtp", with(SecretSetting.names("password"), "host", "port", "security", "user", "from", "to")),
            Map.entry("syslog", Set.of("host", "port", "transport", "format")),
            Map.entry("sns", Set.of("topic", "profile", "endpoint")),
            Map.entry("security-hub", Set.of("account", "region", "profile", "endpoint")),
            Map.entry("jira", with(SecretSetting.names("token"), "site", "edition", "user", "project", "issue-type")),
            Map.entry("ocsf-file", Set.of("file")),
            Map.entry("ocsf-s3", Set.of("bucket", "prefix", "region", "profile", "endpoint"))));

    private final ChannelFields fields;

    ChannelTypes(ChannelFields fields) {
        this.fields = fields;
    }

    private static Set<String> with(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    /** The settings of an entry of this type, one of {@link #FIELDS}. */
    ChannelSettings settings(String type) {
        String name = fields.required("name").text();
        return switch (type) {
            case "webhook" -> webhook(name);
            case "smtp" -> smtp(name);
            case "slack" -> slack(name);
            case "teams" -> room(name, ChannelSettings.Room.TEAMS);
            case "discord" -> room(name, ChannelSettings.Room.DISCORD);
            case "google-chat" -> room(name, ChannelSettings.Room.GOOGLE_CHAT);
            case "pagerduty" -> onCall(name, ChannelSettings.OnCallService.PAGERDUTY, "routing-key");
            case "opsgenie" -> onCall(name, ChannelSettings.OnCallService.OPSGENIE, "api-key");
            case "syslog" -> syslog(name);
            case "sns" -> sns(name);
            case "ocsf-file" -> new OcsfFile(name, fields.file("file"));
            case "ocsf-s3" -> bucket(name);
            case "jira" -> jira(name);
            case "security-hub" -> securityHub(name);
            default -> new ChannelSettings.Console(name, false);
        };
    }

    private ChannelSettings webhook(String name) {
        return new ChannelSettings.Webhook(
                name,
                fields.exactUrl("url"),
                fields.secret("secret"),
                fields.word("format", ChannelSettings.WebhookForm.KEYCANARY),
                ChannelSettings.Times.USUAL);
    }

    private ChannelSettings room(String name, ChannelSettings.Room room) {
        return new ChannelSettings.ChatRoom(name, room, fields.secret("url"));
    }

    /** With a token as an app, with an address by an incoming webhook. */
    private ChannelSettings slack(String name) {
        return fields.hasSecret("token")
                ? new ChannelSettings.SlackApp(
                        name,
                        fields.secret("token"),
                        fields.required("channel").text(),
                        fields.url("api", ChannelSettings.SlackApp.SLACK),
                        ChannelSettings.Times.USUAL)
                : room(name, ChannelSettings.Room.SLACK);
    }

    private ChannelSettings onCall(String name, ChannelSettings.OnCallService service, String key) {
        return new ChannelSettings.OnCall(
                name,
                service,
                fields.secret(key),
                fields.url("api", service.api()),
                ChannelSettings.Times.USUAL,
                fields.hasSecret("webhook-secret") ? fields.secret("webhook-secret") : null);
    }

    private ChannelSettings syslog(String name) {
        return new ChannelSettings.Syslog(
                name,
                fields.required("host").text(),
                fields.required("port").port(),
                fields.word("transport", Transport.TLS) == Transport.TLS,
                fields.word("format", ChannelSettings.SyslogForm.JSON),
                SYSLOG_TIMEOUT);
    }

    private ChannelSettings sns(String name) {
        return new ChannelSettings.Sns(
                name, fields.required("topic").text(), fields.text("profile"), fields.url("endpoint"));
    }

    private ChannelSettings bucket(String name) {
        String prefix = fields.text("prefix", "");
        return new OcsfBucket(
                name,
                fields.required("bucket").text(),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                fields.required("region").text(),
                fields.text("profile"),
                fields.url("endpoint"));
    }

    private ChannelSettings securityHub(String name) {
        return new SecurityHub(
                name,
                fields.required("account").account(),
                fields.required("region").text(),
                fields.text("profile"),
                fields.url("endpoint"));
    }

    private ChannelSettings jira(String name) {
        return new JiraProject(
                name,
                fields.required("site").url(),
                fields.word("edition", JiraProject.Edition.CLOUD),
                fields.text("user"),
                fields.secret("token"),
                fields.required("project").text(),
                fields.text("issue-type", "Task"),
                ChannelSettings.Times.USUAL);
    }

    private ChannelSettings smtp(String name) {
        return new ChannelSettings.Smtp(
                name,
                fields.required("host").text(),
                fields.required("port").port(),
                fields.word("security", ChannelSettings.Security.STARTTLS),
                login(),
                fields.required("from").text(),
                fields.oneOrMore("to"));
    }

    private ChannelSettings.@Nullable Login login() {
        String user = fields.text("user");
        return user == null ? null : new ChannelSettings.Login(user, fields.secret("password"));
    }

    /** How syslog travels. */
    private enum Transport {
        TLS,
        TCP
    }
}
