package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slack's incoming webhook: one room, no threads. It says {@code ok}. */
final class SlackRoom implements HttpService {
    private final Secret url;

    SlackRoom(Secret url) {
        this.url = url;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        Summary summary = Summary.of(alert);
        byte[] body = JsonBody.bytes(JsonBody.object(
                "text",
                ChatText.headline(summary),
                "blocks",
                SlackBlocks.of(summary),
                "unfurl_links",
                false,
                "unfurl_media",
                false));
        return new HttpCall(SecretUrl.read(url), Map.of(), body);
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        return body.strip().equals("ok")
                ? new DeliveryResult.Accepted("HTTP " + status + ": ok")
                : HttpService.garbage("Slack", status, body);
    }
}
