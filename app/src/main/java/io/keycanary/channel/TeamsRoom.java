package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Microsoft Teams workflow ("When a Teams webhook request is received") that posts an Adaptive Card. Values are text
 * runs, in which a card knows no Markdown. The workflow answers 202 with nothing, or with words of its author.
 */
final class TeamsRoom implements HttpService {
    /** Teams takes messages of about 28 KB. */
    private static final int LIMIT_BYTES = 27_000;

    private final Secret url;

    TeamsRoom(Secret url) {
        this.url = url;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        return new HttpCall(SecretUrl.read(url), Map.of(), Fit.bytes(alert, LIMIT_BYTES, TeamsRoom::message));
    }

    private static Object message(Summary summary) {
        return JsonBody.object(
                "type",
                "message",
                "attachments",
                List.of(JsonBody.object(
                        "contentType", "application/vnd.microsoft.card.adaptive", "content", card(summary))));
    }

    private static Object card(Summary summary) {
        List<Object> body = new ArrayList<>();
        body.add(text(List.of(run(summary.headline(), "weight", "bolder", "size", "large", "color", "attention"))));
        summary.rest()
                .forEach(line ->
                        body.add(text(List.of(run(line.label() + ": ", "weight", "bolder"), run(line.value())))));
        summary.details().forEach(detail -> body.add(text(List.of(run("• " + detail)))));
        String link = summary.link();
        return JsonBody.object(
                "$schema",
                "http://adaptivecards.io/schemas/adaptive-card.json",
                "type",
                "AdaptiveCard",
                "version",
                "1.4",
                "msteams",
                Map.of("width", "Full"),
                "body",
                body,
                "actions",
                link == null
                        ? null
                        : List.of(JsonBody.object("type", "Action.OpenUrl", "title", "Open incident", "url", link)));
    }

    private static Object text(List<Object> runs) {
        return JsonBody.object("type", "RichTextBlock", "inlines", runs);
    }

    private static Object run(String text, Object... more) {
        Map<String, Object> run = JsonBody.object("type", "TextRun", "text", text);
        run.putAll(JsonBody.object(more));
        return run;
    }
}
