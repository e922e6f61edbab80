package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import io.keycanary.token.SecretAccess;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Slack app with a bot token ({@code chat.postMessage}, scope {@code chat:write}): the alerts of an incident are a
 * thread under its first one. Slack answers 200 to everything and says in the body what became of it.
 */
final class SlackBot implements HttpService {
    private static final Pattern RECEIPT = Pattern.compile("([A-Z0-9]{2,30}) ([0-9]+\\.[0-9]+)");

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
        String token = settings.token().reveal(SecretAccess.forInsecureReading());
        return new HttpCall(
                settings.api().resolve("/api/chat.postMessage"), Map.of("Authorization", "Bearer " + token), body);
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
