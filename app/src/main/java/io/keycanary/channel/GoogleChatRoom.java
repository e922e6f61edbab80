package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook of a Google Chat space: a card, the alerts of an incident in one thread. It repeats the message. */
final class GoogleChatRoom implements HttpService {
    /** Google Chat takes messages of 32,000 bytes. */
    private static final int LIMIT_BYTES = 31_000;

    private static final String THREADED = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";

    private final Secret url;

    GoogleChatRoom(Secret url) {
        this.url = url;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        URI base = SecretUrl.read(url);
        URI threaded = URI.create(base + (base.getRawQuery() == null ? "?" : "&") + THREADED);
        return new HttpCall(threaded, Map.of(), Fit.bytes(alert, LIMIT_BYTES, summary -> message(alert, summary)));
    }

    private static Object message(Alert alert, Summary summary) {
        UUID thread = alert.incident() == null ? alert.id() : alert.incident();
        return JsonBody.object(
                "text",
                ChatText.headline(summary),
                "thread",
                Map.of("threadKey", thread),
                "cardsV2",
                List.of(JsonBody.object(
                        "cardId",
                        alert.id(),
                        "card",
                        JsonBody.object("sections", List.of(Map.of("widgets", widgets(summary)))))));
    }

    private static List<Object> widgets(Summary summary) {
        List<Object> widgets = new ArrayList<>();
        summary.rest().forEach(line -> widgets.add(text(line.label(), line.value())));
        if (!summary.details().isEmpty()) {
            widgets.add(text("More", String.join("\n", summary.details())));
        }
        String link = summary.link();
        if (link != null) {
            widgets.add(Map.of(
                    "buttonList",
                    Map.of(
                            "buttons",
                            List.of(JsonBody.object(
                                    "text", "Open incident", "onClick", Map.of("openLink", Map.of("url", link)))))));
        }
        return widgets;
    }

    /** A card knows some HTML. */
    private static Object text(String label, String value) {
        return Map.of(
                "decoratedText",
                JsonBody.object("topLabel", label, "text", HtmlRenderer.escape(value), "wrapText", true));
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        String name = Answered.members(body).get("name");
        return name == null || !name.startsWith("spaces/")
                ? HttpService.garbage("Google Chat", status, body)
                : new DeliveryResult.Accepted(Printable.line("HTTP " + status + ": " + name, 200));
    }
}
