package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.SecurityFinding.Resource;
import io.keycanary.incident.IncidentState;
import io.keycanary.token.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as findings of AWS Security Hub, one for each incident. Bounds are those of the API reference,
 * {@code AwsSecurityFinding}.
 */
final class SecurityHubChannel implements AlertChannel {
    private static final int TITLE_CHARS = 256;
    private static final int DESCRIPTION_CHARS = 1_024;
    private static final int REMEDIATION_CHARS = 512;
    private static final int CALL_CHARS = 128;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9.-]+\\.[a-z]+");

    private final SecurityHub settings;
    private final FindingImporter findings;
    private final String version;

    SecurityHubChannel(SecurityHub settings, FindingImporter findings, String version) {
        this.settings = settings;
        this.findings = findings;
        this.version = version;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        return findings.add(finding(alert));
    }

    @Override
    public void close() {
        findings.close();
    }

    private SecurityFinding finding(Alert alert) {
        Summary summary = Summary.of(alert);
        AlertFacts facts = alert.facts();
        AlertFacts.Act act = facts == null ? null : facts.act();
        Instant since = alert.since();
        return new SecurityFinding(
                "keycanary/" + OnCallKey.of(alert),
                Printable.line(summary.headline(), TITLE_CHARS),
                description(alert),
                AsffTypes.of(alert),
                severity(alert),
                facts == null
                        ? alert.reason() == Alert.Reason.RESOLVED
                        : facts.standing().state() == IncidentState.RESOLVED,
                since == null ? alert.createdAt() : since,
                alert.createdAt(),
                since,
                act == null ? null : Instant.ofEpochMilli(act.happenedAtMillis()),
                Printable.line(alert.todo().isBlank() ? "-" : alert.todo(), REMEDIATION_CHARS),
                summary.link(),
                fields(alert, act),
                resources(facts),
                act == null ? null : call(act));
    }

    private static String description(Alert alert) {
        String fitting = Fit.first(alert, SecurityHubChannel::lines, lines -> lines.length() <= DESCRIPTION_CHARS);
        return fitting.length() <= DESCRIPTION_CHARS ? fitting : fitting.substring(0, DESCRIPTION_CHARS);
    }

    private static String lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        summary.lines().forEach(line -> lines.add(line.label() + ": " + line.value()));
        lines.addAll(summary.details());
        return String.join("\n", lines);
    }

    private Map<String, String> fields(Alert alert, AlertFacts.@Nullable Act act) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("keycanary/version", version);
        fields.put("keycanary/alert", alert.id().toString());
        fields.put("keycanary/reason", word(alert.reason()));
        if (alert.repeat()) {
            fields.put("keycanary/repeat", "true");
        }
        if (alert.token() != null) {
            fields.put("keycanary/token", alert.token().toString());
        }
        if (act != null) {
            put(fields, "keycanary/eventId", act.eventId());
            put(fields, "keycanary/sourceAddress", act.sourceIp());
            put(fields, "keycanary/userAgent", act.userAgent());
            put(fields, "keycanary/errorCode", act.errorCode());
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String hostile) {
        if (hostile != null && !hostile.isBlank()) {
            fields.put(name, Printable.line(hostile));
        }
    }

    private List<Resource> resources(@Nullable AlertFacts facts) {
        List<Resource> resources = new ArrayList<>();
        if (facts != null) {
            AlertFacts.Decoy decoy = facts.decoy();
            String arn = decoy.userArn();
            String name = arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
            if (arn != null && name != null) {
                String path = arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
                resources.add(new Resource.User(arn, name, path, decoy.principalId()));
            }
            if (decoy.keyId() != null) {
                resources.add(new Resource.Key(decoy.keyId(), decoy.account(), name, decoy.principalId()));
            }
        }
        return resources.isEmpty() ? List.of(new Resource.Account(settings.account())) : resources;
    }

    private static SecurityFinding.@Nullable Call call(AlertFacts.Act act) {
        if (act.eventName() == null || act.eventSource() == null) {
            return null;
        }
        String from = Objects.requireNonNullElse(act.sourceIp(), "");
        return new SecurityFinding.Call(
                Printable.line(act.eventSource(), CALL_CHARS),
                Printable.line(act.eventName(), CALL_CHARS),
                IPV4.matcher(from).matches() ? from : null,
                !IPV4.matcher(from).matches() && DOMAIN.matcher(from).matches()
                        ? Printable.line(from, CALL_CHARS)
                        : null);
    }

    private static String severity(Alert alert) {
        return alert.reason().informational()
                ? "INFORMATIONAL"
                : alert.severity().name();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
