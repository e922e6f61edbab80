package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Severity;
import io.keycanary.token.Printable;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty's Events API v2. One PagerDuty incident for each of ours, by the deduplication key: sightings trigger it, our
 * acknowledgement acknowledges it, our resolution resolves it.
 */
final class PagerDuty implements HttpService {
    private static final int SUMMARY_CHARS = 1_024;

    private final ChannelSettings.OnCall settings;

    PagerDuty(ChannelSettings.OnCall settings) {
        this.settings = settings;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        Summary summary = Summary.of(alert);
        String link = summary.link();
        byte[] body = JsonBody.bytes(JsonBody.object(
                "routing_key",
                settings.key().reveal(SecretAccess.forInsecureReading()),
                "event_action",
                action(alert),
                "dedup_key",
                OnCallKey.of(alert),
                "client",
                "KeyCanary",
                "payload",
                payload(alert, summary),
                "links",
                link == null ? null : List.of(JsonBody.object("href", link, "text", "Open incident"))));
        return new HttpCall(settings.api().resolve("/v2/enqueue"), Map.of(), body);
    }

    private static Object payload(Alert alert, Summary summary) {
        Map<String, Object> details = JsonBody.object("Alert", alert.id());
        summary.lines().forEach(line -> details.put(line.label(), line.value()));
        if (!summary.details().isEmpty()) {
            details.put("More", summary.details());
        }
        return JsonBody.object(
                "summary",
                title(alert, summary),
                "source",
                "KeyCanary",
                "severity",
                severity(alert.severity()),
                "timestamp",
                alert.createdAt(),
                "custom_details",
                details);
    }

    /** It ends in the incident's id: PagerDuty's webhooks always have the title, and not always our key. */
    private static String title(Alert alert, Summary summary) {
        String end = alert.incident() == null ? "" : " (incident " + Uuid7.shortForm(alert.incident()) + ")";
        return Printable.line(summary.headline(), SUMMARY_CHARS - end.length()) + end;
    }

    private static String action(Alert alert) {
        return switch (alert.reason()) {
            case FIRST_SIGHTING,
                    NOVELTY,
                    DIGEST,
                    REOPENED,
                    ESCALATED,
                    HEARTBEAT,
                    REPORT,
                    DRILL_MISSED,
                    CHANNEL_DOWN,
                    TEST -> "trigger";
            // Of what is triggered already it only adds a line to the log: whoever has it keeps it.
            case ASSIGNED -> acknowledged(alert.facts()) ? "acknowledge" : "trigger";
            case ACKNOWLEDGED, CONTAINED -> "acknowledge";
            case RESOLVED -> "resolve";
        };
    }

    /** Then nobody is to be called, even if somebody closed it in PagerDuty. */
    private static boolean acknowledged(@Nullable AlertFacts facts) {
        return facts != null && facts.standing().state() != IncidentState.OPEN;
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case LOW -> "info";
            case MEDIUM -> "warning";
            case HIGH -> "error";
            case CRITICAL -> "critical";
        };
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        Map<String, String> said = Answered.members(body);
        return "success".equals(said.get("status"))
                ? new DeliveryResult.Accepted(Printable.line("HTTP " + status + ": " + said.get("dedup_key"), 200))
                : HttpService.garbage("PagerDuty", status, body);
    }
}
