package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.Scope;
import io.keycanary.audit.Area;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.cli.CommandFailure;
import io.keycanary.enrich.EnrichSettings;
import io.keycanary.incident.Severity;
import io.keycanary.respond.ActionKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private Settings read(String yaml, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), yaml);
        return SettingsReader.read(new Home(folder), environment);
    }

    @Test
    void everyDefault_isPinned() {
        assertThat(SettingsReader.read(new Home(folder), Map.of()))
                .isEqualTo(new Settings(
                        "keycanary.db",
                        null,
                        new Settings.Server("127.0.0.1", 8440, null),
                        new Settings.Endpoint("127.0.0.1", 8441, null, null, null),
                        List.of(),
                        new Settings.Issue("", "", "", null),
                        EnrichSettings.NONE,
                        Settings.Respond.NONE,
                        List.of(new Settings.Channel(
                                new ChannelSettings.Console("console", false), Severity.LOW, Scope.ALL, null, null)),
                        EscalationChain.NONE,
                        new Settings.Reports(List.of(), List.of(), ZoneId.of("UTC"), null),
                        null,
                        new Settings.Audit(Duration.ofHours(4), Set.of()),
                        new Settings.Policy("", List.of(), List.of(), Duration.ofDays(365))));
    }

    @Test
    void audit_isRead() throws IOException {
        assertThat(read("audit: {every: 1h, leave-out: [guardrail, ssh-keys]}\n", Map.of())
                        .audit())
                .isEqualTo(new Settings.Audit(Duration.ofHours(1), Set.of(Area.GUARDRAIL, Area.SSH_KEYS)));
        assertThatThrownBy(() -> read("audit: {leave-out: users}\n", Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("audit.leave-out")
                .hasMessageContaining("guardrail");
    }

    @Test
    void reports_areRead() throws IOException {
        Settings settings = read(
                "reports: {weekly: [console], monthly: console, zone: Europe/Berlin, prices: prices.yaml}\n", Map.of());

        assertThat(settings.reports())
                .isEqualTo(new Settings.Reports(
                        List.of("console"),
                        List.of("console"),
                        ZoneId.of("Europe/Berlin"),
                        folder.resolve("prices.yaml")));
    }

    @Test
    void filesAboutAddresses_areRelativeToTheHomeFolder() throws IOException {
        Settings settings = read("enrich:\n  tor: lists/tor.txt\n", Map.of("KEYCANARY_ENRICH_AWS", "/srv/ranges.json"));

        assertThat(settings.enrich())
                .isEqualTo(new EnrichSettings(
                        null, null, Path.of("/srv/ranges.json"), folder.resolve("lists/tor.txt"), false));
    }

    @Test
    void everyName_isPinned() {
        assertThat(SettingsReader.SCALARS)
                .containsExactlyInAnyOrder(
                        "db",
                        "account",
                        "issue.owner",
                        "issue.purpose",
                        "issue.playbook",
                        "issue.naming",
                        "server.host",
                        "server.port",
                        "server.link",
                        "endpoint.host",
                        "endpoint.port",
                        "endpoint.url",
                        "enrich.country",
                        "enrich.network",
                        "enrich.aws",
                        "enrich.tor",
                        "reports.weekly",
                        "reports.monthly",
                        "reports.zone",
                        "reports.prices",
                        "drills.every",
                        "audit.every",
                        "audit.leave-out",
                        "policy.owner",
                        "policy.review",
                        "enrich.names",
                        "respond.webhook.url",
                        "respond.webhook.secret",
                        "respond.webhook.secret-file",
                        "respond.webhook.secret-env",
                        "endpoint.certificate",
                        "endpoint.key");
        assertThat(SettingsReader.LISTS)
                .containsExactlyInAnyOrder(
                        "watch",
                        "respond.block",
                        "respond.automatic",
                        "channels",
                        "escalation",
                        "reports.weekly",
                        "reports.monthly",
                        "audit.leave-out",
                        "policy.contacts",
                        "policy.planters");
    }

    @Test
    void respond_webhookWithItsSecret_isRead() throws IOException {
        Settings.Respond respond = read(
                        "respond:\n  automatic: [block-source]\n  webhook:\n    url: https://edge.example.org/hook\n"
                                + "    secret-env: EDGE\n",
                        Map.of("EDGE", "0123456789abcdef"))
                .respond();
        assertThat(respond.webhook()).isNotNull();
        assertThat(respond.webhook().url()).hasHost("edge.example.org");
        assertThat(respond.automatic()).containsExactly(ActionKind.BLOCK_SOURCE);
        assertThat(respond.toString()).doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{block: [/bin/x], webhook: {url: https://e.example, secret: 0123456789abcdef}} | leave one",
                "{webhook: {secret: 0123456789abcdef}} | together with respond.webhook.url",
                "{webhook: {url: https://e.example}} | respond.webhook has no \"secret\"",
                "{webhook: {url: http://e.example, secret: 0123456789abcdef}} | an https address",
                "{webhook: {url: https://e.example, secret: short}} | at least 16",
                "{automatic: [revoke-sessions]} | one of keep-decoy-key, deactivate-decoy-key, replace-decoy-key, retire-and-replant, block-source",
            })
    void respond_mistakes_areToldAndNoSecretIsShown(String respond, String told) {
        assertThatThrownBy(() -> read("respond: " + respond + "\n", Map.of()))
                .hasMessageContaining(told)
                .hasMessageContaining("respond")
                .message()
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void issue_isReadAndItsPatternChecked() throws IOException {
        Settings settings = read("issue: {owner: ann, purpose: trap, playbook: call, naming: 'svc-{word}'}", Map.of());
        assertThat(settings.issue().owner()).isEqualTo("ann");
        assertThat(String.valueOf(settings.issue().naming())).isEqualTo("svc-{word}");
        assertThatThrownBy(() -> read("issue: {naming: 'svc-{wrd}'}", Map.of()))
                .hasMessageContainingAll("issue.naming", "line 1", "{wrd}");
    }

    @Test
    void file_setsEverything() throws IOException {
        Files.writeString(folder.resolve("hook.secret"), "0123456789abcdef\n");
        Settings settings = read("""
                db: jdbc:postgresql://db.example.org/keycanary
                account: "123456789012"
                server:
                  port: 9000
                  link: https://canary.example.org/
                endpoint: {host: 0.0.0.0, port: 443, certificate: /c.pem, key: /k.pem, url: "https://aws.example.org"}
                watch: [/var/log/trail, other]
                channels:
                  - {type: webhook, name: ops, url: "https://hooks.example.org/a/", secret-file: hook.secret, at-least: high}
                  - type: smtp
                    name: mail
                    host: mx.example.org
                    port: 587
                    user: canary
                    password: swordfish
                    from: canary@example.org
                    to: [soc@example.org, lead@example.org]
                """, Map.of());
        assertThat(settings.server())
                .isEqualTo(new Settings.Server("127.0.0.1", 9000, URI.create("https://canary.example.org")));
        assertThat(settings.endpoint().reachableAt()).isEqualTo(URI.create("https://aws.example.org"));
        assertThat(settings.watch()).containsExactly(Path.of("/var/log/trail"), Path.of("other"));
        assertThat(settings.channels()).hasSize(2);
        assertThat(settings.channels().getFirst().atLeast()).isEqualTo(Severity.HIGH);
        assertThat(settings.channels().getFirst().settings())
                .isInstanceOfSatisfying(
                        ChannelSettings.Webhook.class,
                        hook -> assertThat(hook.url()).isEqualTo(URI.create("https://hooks.example.org/a/")));
        assertThat(settings.toString()).doesNotContain("swordfish", "0123456789abcdef");
    }

    private static String hooked(String secret) {
        return ", times=Times[connect=PT5S, answer=PT10S], hook=" + secret + "]";
    }

    @Test
    void file_setsEveryTypeOfChannel() throws IOException {
        Files.writeString(folder.resolve("room"), "https://discord.example.org/api/webhooks/1/secret-4\n");
        Settings settings = read(
                """
                channels:
                  - {type: console, name: console}
                  - {type: slack, name: slack, url-env: SLACK_URL}
                  - {type: slack, name: app, token-env: SLACK_TOKEN, channel: "#soc"}
                  - {type: teams, name: teams, url: "https://teams.example.org/workflows/1?sig=secret-3"}
                  - {type: discord, name: discord, url-file: room}
                  - {type: google-chat, name: google, url: "https://chat.example.org/v1/spaces/A/messages?token=secret-5"}
                  - {type: pagerduty, name: pager, routing-key-env: PAGER, webhook-secret: secret-10, at-least: critical}
                  - {type: opsgenie, name: opsgenie, api-key: secret-7, api: "https://api.eu.opsgenie.com"}
                  - {type: syslog, name: siem, host: log.example.org, port: 6514, format: cef}
                  - {type: webhook, name: lake, url: "https://lake.example.org/in", secret: 0123456789abcdef, format: ocsf}
                  - {type: ocsf-file, name: file, file: findings.jsonl}
                  - {type: ocsf-s3, name: bucket, bucket: findings, prefix: canary, region: eu-west-1, profile: siem}
                  - {type: security-hub, name: hub, account: "111122223333", region: eu-west-1, profile: siem}
                  - {type: jira, name: jira, site: "https://example.atlassian.net/", user: bot@example.org, token-env: PAGER, project: SEC}
                  - {type: jira, name: dc, site: "https://jira.example.org", edition: data-center, token: secret-8, project: SEC, issue-type: Incident}
                  - {type: sns, name: sns, topic: "arn:aws:sns:eu-west-1:111122223333:alerts", tokens: [ci, build-42], tags: payments}
                """,
                Map.of(
                        "SLACK_URL",
                        "https://hooks.example.org/secret-1",
                        "SLACK_TOKEN",
                        "secret-2",
                        "PAGER",
                        "secret-6"));
        String times = ", times=Times[connect=PT5S, answer=PT10S]]";

        assertThat(settings.channels())
                .extracting(channel -> channel.settings().toString())
                .containsExactly(
                        "Console[name=console, colours=false]",
                        "ChatRoom[name=slack, service=SLACK, url=[REDACTED]" + times,
                        "SlackApp[name=app, token=[REDACTED], room=#soc, api=https://slack.com" + times,
                        "ChatRoom[name=teams, service=TEAMS, url=[REDACTED]" + times,
                        "ChatRoom[name=discord, service=DISCORD, url=[REDACTED]" + times,
                        "ChatRoom[name=google, service=GOOGLE_CHAT, url=[REDACTED]" + times,
                        "OnCall[name=pager, service=PAGERDUTY, key=[REDACTED], api=https://events.pagerduty.com"
                                + hooked("[REDACTED]"),
                        "OnCall[name=opsgenie, service=OPSGENIE, key=[REDACTED], api=https://api.eu.opsgenie.com"
                                + hooked("null"),
                        "Syslog[name=siem, host=log.example.org, port=6514, tls=true, form=CEF, timeout=PT10S]",
                        "Webhook[name=lake, host=lake.example.org]",
                        "OcsfFile[name=file, file=" + folder.resolve("findings.jsonl") + "]",
                        "OcsfBucket[name=bucket, bucket=findings, prefix=canary/, region=eu-west-1, profile=siem,"
                                + " endpoint=null]",
                        "SecurityHub[name=hub, account=111122223333, region=eu-west-1, profile=siem, endpoint=null]",
                        "JiraProject[name=jira, site=https://example.atlassian.net, edition=CLOUD, user=bot@example.org,"
                                + " token=[REDACTED], project=SEC, issueType=Task" + times,
                        "JiraProject[name=dc, site=https://jira.example.org, edition=DATA_CENTER, user=null,"
                                + " token=[REDACTED], project=SEC, issueType=Incident" + times,
                        "Sns[name=sns, topic=arn:aws:sns:eu-west-1:111122223333:alerts, profile=null, endpoint=null]");
        assertThat(settings.hooks()).containsOnlyKeys("pager");
        assertThat(settings.channels().getLast().scope())
                .isEqualTo(new Scope(Set.of("ci", "build-42"), Set.of("payments"), Set.of()));
    }

    @Test
    void escalationAndHeartbeat_areRead() throws IOException {
        Settings settings = read("""
                channels:
                  - {type: console, name: here, heartbeat: 1d}
                escalation:
                  - {after: 15m, channels: here}
                  - {after: 2h, channels: [here], at-least: high}
                """, Map.of());
        assertThat(settings.heartbeats()).containsExactly(Map.entry("here", Duration.ofDays(1)));
        assertThat(settings.escalation().steps())
                .containsExactly(
                        new EscalationChain.Step(Duration.ofMinutes(15), List.of("here"), Severity.LOW),
                        new EscalationChain.Step(Duration.ofHours(2), List.of("here"), Severity.HIGH));
    }

    @Test
    void environment_winsOverTheFile() throws IOException {
        Settings settings = read("server: {port: 9000}", Map.of("KEYCANARY_SERVER_PORT", "9001", "PATH", "/bin"));
        assertThat(settings.server().port()).isEqualTo(9001);
    }

    @Test
    void unknownVariable_isRefusedByName() {
        assertThatThrownBy(() -> read("", Map.of("KEYCANARY_SERVERPORT", "1")))
                .hasMessageContainingAll("KEYCANARY_SERVERPORT", "KEYCANARY_SERVER_PORT", "KEYCANARY_HOME");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sevrer: {port: 1}                                 | line 1 | no setting "sevrer.port"
                    db: a~ports: [1]                                  | line 2 | no setting "ports"
                    server:~  port: 70000                             | line 2 | "server.port" must be a port
                    server:~  link: ftp://x                           | line 2 | must be an address
                    account: 12                                       | line 1 | 12 digits
                    db: a~db: b                                       | line 2 | set twice
                    - a                                               | line 1 | expected settings
                    db: [                                             | line 1 | no YAML
                    endpoint: {certificate: c.pem}                    | line 1 | together with endpoint.key
                    endpoint: {key: c.pem}                            | line 1 | together with endpoint.certificate
                    channels:~- {type: pigeon, name: x}               | line 2 | `one of console, discord, google-chat, jira, ocsf-file, ocsf-s3, opsgenie, pagerduty, security-hub, slack, smtp, sns, syslog, teams, webhook`
                    channels:~- {type: console}                       | line 2 | "name" is missing
                    channels:~- {type: console, name: x, url: y}      | line 2 | no setting "url"
                    channels:~- {type: console, name: Not A Name}     | line 2 | name must be
                    channels:~- {type: webhook, name: x, url: nowhere, secret: 0123456789abcdef} | line 2 | must be an address
                    channels:~- {type: webhook, name: x, url: "https://a", secret-file: gone}    | line 2 | file that can be read
                    channels:~- {type: console, name: x, at-least: loud} | line 2 | one of low, medium
                    channels:~- {type: slack, name: x}                | line 2 | no "url"; give it by "url-file"
                    channels:~- {type: slack, name: x, url: "http://hooks.example.org/secret-1"} | line 2 | whole https address
                    channels:~- {type: slack, name: x, token-env: SLACK} | line 2 | SLACK is not
                    channels:~- {type: slack, name: x, token: t}      | line 2 | "channel" is missing
                    channels:~- {type: opsgenie, name: x, api-key: k, webhook-secret: s} | line 2 | no setting "webhook-secret"
                    channels:~- {type: pagerduty, name: x, routing-key: k, webhook-secret-env: GONE} | line 2 | GONE is not
                    channels:~- {type: pagerduty, name: x}            | line 2 | no "routing-key"
                    channels:~- {type: opsgenie, name: x, api-key: k, api: "http://a.example.org"} | line 2 | api must be an https address
                    channels:~- {type: syslog, name: x, host: h, port: 1, transport: udp} | line 2 | one of tls, tcp
                    channels:~- {type: sns, name: x, topic: alerts}   | line 2 | arn:aws:sns:
                    channels:~- {type: webhook, name: x, url: "https://a.example.org/", secret: 0123456789abcdef, format: xml} | line 2 | one of keycanary, ocsf
                    channels:~- {type: ocsf-file, name: x}            | line 2 | "file" is missing
                    channels:~- {type: ocsf-s3, name: x, bucket: B_C, region: eu-west-1} | line 2 | bucket must be the name
                    channels:~- {type: ocsf-s3, name: x, bucket: findings} | line 2 | "region" is missing
                    channels:~- {type: ocsf-s3, name: x, bucket: findings, region: Ireland} | line 2 | such as eu-west-1
                    channels:~- {type: security-hub, name: x, account: 1111, region: eu-west-1} | line 2 | 12 digits
                    channels:~- {type: security-hub, name: x, account: "111122223333", region: x} | line 2 | such as eu-west-1
                    channels:~- {type: jira, name: x, site: "http://jira.example.org", user: a, token: secret-9, project: SEC} | line 2 | site must be an https address
                    channels:~- {type: jira, name: x, site: "https://jira.example.org", token: secret-9, project: SEC} | line 2 | user must be the e-mail
                    channels:~- {type: jira, name: x, site: "https://jira.example.org", user: a, token: secret-9, project: sec ops} | line 2 | key of a project
                    channels:~- {type: jira, name: x, site: "https://jira.example.org", user: a, project: SEC} | line 2 | no "token"
                    channels:~- {type: jira, name: x, site: "https://j.example.org", edition: server, user: a, token: t, project: SEC} | line 2 | one of cloud, data-center
                    channels:~- {type: jira, name: x, site: "https://j.example.org", user: a, token: t, project: SEC, heartbeat: 1d} | line 2 | would open an issue
                    channels:~- {type: console, name: x, heartbeat: often} | line 2 | a time such as 15m
                    channels:~- {type: pagerduty, name: x, routing-key: k, heartbeat: 1d} | line 2 | would call somebody
                    channels:~- {type: pagerduty, name: oncall, routing-key: 0123456789abcdef0123456789abcdef}~reports: {weekly: [oncall]} | line 3 | neither call anybody nor open work
                    escalation:~- {channels: console}                 | line 2 | "after" is missing
                    escalation:~- {after: 15m, channels: [nobody]}    | line 2 | that are set: console
                    escalation:~- {after: 15m}                        | line 2 | at least one channel
                    escalation:~- {after: 15m, channels: console, at-least: loud} | line 2 | one of low, medium
                    escalation:~- {after: 1h, channels: console}~- {after: 15m, channels: console} | line 3 | later than
                    channels:~- {type: console, name: x, hours: daily} | line 2 | mon-fri 08:00-18:00 Europe/Berlin
                    channels:~- {type: console, name: x, accounts: [prod]} | line 2 | 12 digits
                    channels:~- {type: console, name: x, accounts: []} | line 2 | would be mute
                    channels:~- {type: console, name: c}~- {type: teams, name: t, url: "https://a.example.org/x", hours: "08:00-18:00 UTC"} | line 3 | limit every channel but the console
                    channels:~- {type: console, name: x, tokens: []}  | line 2 | would be mute
                    channels:~- {type: console, name: c}~- {type: teams, name: t, url: "https://a.example.org/x", at-least: high} | line 3 | limit every channel but the console
                    """)
    void wrongSetting_isNamedWithItsLine(String yaml, String line, String what) {
        assertThatThrownBy(() -> read(yaml.replace('~', '\n'), Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("config.yaml " + line, what);
    }
}
