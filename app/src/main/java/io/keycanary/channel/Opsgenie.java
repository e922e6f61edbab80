package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.incident.Severity;
import io.keycanary.token.Printable;
import io.keycanary.token.SecretAccess;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opsgenie's Alert API. One Opsgenie alert for each of our incidents, by its alias. Texts are escaped: Opsgenie shows
 * HTML. It says 202 and works the request off later.
 */
final class Opsgenie implements HttpService {
    private static final int MESSAGE_CHARS = 130;
    private static final int DESCRIPTION_CHARS = 15_000;

    private final ChannelSettings.OnCall settings;

    Opsgenie(ChannelSettings.OnCall settings) {
        this.settings = settings;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        String alias = OnCallKey.of(alert);
        String description = Fit.first(alert, Opsgenie::description, text -> text.length() <= DESCRIPTION_CHARS);
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
                    TEST -> call("/v2/alerts", created(alert, alias, description));
            case ACKNOWLEDGED, CONTAINED ->
                call("/v2/alerts/" + alias + "/acknowledge?identifierType=alias", noted(description));
            case ASSIGNED -> call("/v2/alerts/" + alias + "/notes?identifierType=alias", noted(description));
            case RESOLVED -> call("/v2/alerts/" + alias + "/close?identifierType=alias", noted(description));
        };
    }

    private HttpCall call(String path, Object body) {
        String key = settings.key().reveal(SecretAccess.forInsecureReading());
        URI url = settings.api().resolve(path);
        return new HttpCall(url, Map.of("Authorization", "GenieKey " + key), JsonBody.bytes(body));
    }

    private static Object created(Alert alert, String alias, String description) {
        return JsonBody.object(
                "message",
                message(Summary.of(alert).headline()),
                "alias",
                alias,
                "description",
                description,
                "source",
                "KeyCanary",
                "entity",
                alert.token() == null ? null : alert.token().toString(),
                "tags",
                List.of(alert.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')),
                "priority",
                priority(alert.severity()),
                // Of an alert that is known already Opsgenie keeps the first description, and adds the note.
                "note",
                alert.reason() == Alert.Reason.FIRST_SIGHTING ? null : description);
    }

    private static Object noted(String description) {
        return JsonBody.object("source", "KeyCanary", "note", description);
    }

    /** Cut before it is escaped, so that no escape is cut in two. */
    private static String message(String headline) {
        int chars = MESSAGE_CHARS;
        String message = HtmlRenderer.escape(Printable.line(headline, chars));
        while (message.length() > MESSAGE_CHARS) {
            chars -= 10;
            message = HtmlRenderer.escape(Printable.line(headline, chars));
        }
        return message;
    }

    private static String description(Summary summary) {
        return summary.lines().stream()
                        .map(line -> line.label() + ": " + HtmlRenderer.escape(line.value()))
                        .collect(Collectors.joining("\n"))
                + summary.details().stream().map(HtmlRenderer::escape).collect(Collectors.joining("\n", "\n", ""));
    }

    private static String priority(Severity severity) {
        return switch (severity) {
            case LOW -> "P4";
            case MEDIUM -> "P3";
            case HIGH -> "P2";
            case CRITICAL -> "P1";
        };
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        String request = Answered.members(body).get("requestId");
        return request == null
                ? HttpService.garbage("Opsgenie", status, body)
                : new DeliveryResult.Accepted(Printable.line("HTTP " + status + ": request " + request, 200));
    }
}
