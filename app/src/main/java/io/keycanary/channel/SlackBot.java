package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.incident.IncidentState;
import io.keycanary.token.Printable;
import io.keycanary.token.SecretAccess;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Slack app with a bot token ({@code chat.postMessage} and {@code chat.update}, scope {@code chat:write}): the alerts of
 * an incident are a thread under its first one, which always shows how the incident stands. Slack answers 200 to everything and says in the body what became of it.
 */
final class SlackBot implements HttpService {
    private static final Pattern RECEIPT = Pattern.compile("([A-Z0-9]{2,30}) ([0-9]+\\.[0-9]+)( .*)?");

    /** Errors that Slack documents as passing. */
    private static final Set<String> PASSING = Set.of(
            "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final ChannelSettings.SlackApp settings;

    SlackBot(ChannelSettings.SlackApp settings) {
        this.settings = settings;
    }

    @Override
    public boolean threads() {
        return true;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        var first = RECEIPT.matcher(firstReceipt == null ? "" : firstReceipt);
        boolean reply = first.matches();
        Summary summary = Summary.of(alert);
        byte[] body = JsonBody.bytes(JsonBody.object(
                "channel",
                reply ? first.group(1) : settings.room(),
                "thread_ts",
                reply ? first.group(2) : null,
                // Something new must be seen by those who do not look into the thread.
                "reply_broadcast",
                reply && (alert.reason() == Alert.Reason.NOVELTY || alert.reason() == Alert.Reason.ESCALATED)
                        ? true
                        : null,
                "text",
                ChatText.headline(summary),
                "blocks",
                SlackBlocks.of(summary),
                "unfurl_links",
                false,
                "unfurl_media",
                false));
        return call("chat.postMessage", body);
    }

    /** {@code chat.update} wants the id of the Slack channel, which the receipt has, and not its name. */
    @Override
    public @Nullable HttpCall edit(Alert news, AlertChannel.First first) {
        var message = RECEIPT.matcher(first.receipt());
        AlertFacts facts = news.facts();
        if (facts == null || !message.matches()) {
            return null;
        }
        Summary summary = Summary.of(first.alert()).standing(news.severity(), state(facts.standing()));
        return call(
                "chat.update",
                JsonBody.bytes(JsonBody.object(
                        "channel",
                        message.group(1),
                        "ts",
                        message.group(2),
                        "text",
                        ChatText.headline(summary),
                        "blocks",
                        SlackBlocks.of(summary))));
    }

    private static String state(AlertFacts.Standing standing) {
        String mover = standing.mover();
        String word = standing.state().name().toLowerCase(Locale.ROOT);
        return word
                + (mover.isEmpty() ? "" : (standing.state() == IncidentState.OPEN ? " again, by " : " by ") + mover)
                + (standing.verdict() == null ? "" : " as " + standing.verdict())
                + (standing.assignee().isEmpty() ? "" : ", assigned to " + standing.assignee())
                + ", " + standing.sightings() + (standing.sightings() == 1 ? " sighting" : " sightings");
    }

    private HttpCall call(String method, byte[] body) {
        String token = settings.token().reveal(SecretAccess.forInsecureReading());
        return new HttpCall(settings.api().resolve("/api/" + method), Map.of("Authorization", "Bearer " + token), body);
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        Map<String, String> said = Answered.members(body);
        String receipt = said.get("channel") + " " + said.get("ts");
        if ("true".equals(said.get("ok"))) {
            return new DeliveryResult.Accepted(Printable.line(receipt, 100));
        }
        String error = said.get("error");
        if (error == null) {
            return HttpService.garbage("Slack", status, body);
        }
        return PASSING.contains(error)
                ? new DeliveryResult.Retry("Slack: " + error, null)
                : new DeliveryResult.Refused(Printable.line("Slack: " + error, 100));
    }
}
