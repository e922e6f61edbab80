package io.keycanary.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.desk.OnCallDesk;
import io.keycanary.desk.OnCallDesk.Outcome;
import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What on-call services tell us. They have no bearer token: each request is signed with the secret of its channel, and
 * without that nobody learns which channels there are.
 */
final class HookRoutes {
    /** More than any event that is documented; whoever cannot sign makes us read no more than this. */
    static final int MAX_BODY_BYTES = 256 << 10;

    private static final int NAME_CHARS = 60;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** How the channel ends the title of what it opens there. */
    private static final Pattern TITLE = Pattern.compile("\\(incident ([0-9a-f]{8})\\)\\s*$");

    private final OnCallDesk desk;
    private final Map<String, PagerDutySignature> signatures = new HashMap<>();

    /**
     * Routes for these channels.
     *
     * @param secrets of the channels of PagerDuty whose webhooks are awaited, by their names
     * @throws IllegalArgumentException when one is too short
     */
    HookRoutes(OnCallDesk desk, Map<String, Secret> secrets) {
        this.desk = desk;
        secrets.forEach((channel, secret) -> signatures.put(channel, new PagerDutySignature(channel, secret)));
    }

    /** A webhook of PagerDuty, version 3, as far as it is read. */
    record PagerDutyWebhook(PagerDutyEvent event) {}

    record PagerDutyEvent(
            String id, String event_type, String occurred_at, PagerDutyAgent agent, PagerDutyIncident data) {}

    record PagerDutyAgent(String summary) {}

    record PagerDutyIncident(String incident_key, String title) {}

    /** What came of it: {@code acknowledged}, {@code noted}, {@code nothing-new}, {@code ignored}. */
    record Received(String outcome) {}

    List<Route> routes() {
        return List.of(Route.post(
                "/hooks/pagerduty/{channel}",
                Permission.SIGNED,
                "PagerDuty tells what somebody did about an incident there",
                PagerDutyWebhook.class,
                Received.class,
                this::pagerDuty));
    }

    private Answer pagerDuty(Call call) {
        PagerDutySignature signature = signatures.get(call.parameter("channel"));
        if (signature == null || !signature.right(call.body(), call.header(PagerDutySignature.HEADER))) {
            throw new Problem(
                    401,
                    "Unauthorized",
                    "no channel of this name awaits webhooks of PagerDuty, or " + PagerDutySignature.HEADER
                            + " is not that of its webhook-secret");
        }
        return Answer.ok(new Received(outcome(Json.tree(call.body()).path("event"))));
    }

    /** What is not for us is accepted as well: PagerDuty would switch the webhook off. */
    private String outcome(JsonNode event) {
        String incident = incident(event.path("data"));
        if (incident.isEmpty()) {
            return "ignored";
        }
        String who = text(event.path("agent").path("summary"));
        String actor = who.isEmpty() ? "pagerduty" : "pagerduty:" + who;
        Outcome outcome = switch (event.path("event_type").asText()) {
            case "incident.acknowledged" -> desk.acknowledged(incident, actor, at(event));
            case "incident.resolved" -> desk.resolved(incident, actor, at(event), text(event.path("id")));
            default -> Outcome.UNKNOWN;
        };
        return outcome == Outcome.UNKNOWN ? "ignored" : Words.small(outcome).replace('_', '-');
    }

    /** The deduplication key that we gave; incidents that PagerDuty makes of alerts may have none, but always a title. */
    private static String incident(JsonNode data) {
        String key = data.path("incident_key").asText();
        if (UUID.matcher(key).matches()) {
            return key;
        }
        Matcher title = TITLE.matcher(data.path("title").asText());
        return title.find() ? title.group(1) : "";
    }

    private static Instant at(JsonNode event) {
        try {
            return Instant.parse(event.path("occurred_at").asText());
        } catch (DateTimeException e) {
            throw Problem.badRequest("event.occurred_at must be a time such as 2026-11-23T20:00:00.000Z");
        }
    }

    private static String text(JsonNode node) {
        return Printable.line(node.asText(), NAME_CHARS).strip();
    }
}
