package io.keycanary.channel;

import io.keycanary.alert.Alert;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our own signed JSON; {@code docs/alerts.md} is its contract with receivers. */
final class SignedWebhook implements HttpService {
    private final URI url;
    private final WebhookSignature signature;
    private final InstantSource clock;

    /** @throws IllegalArgumentException when the secret is too short */
    SignedWebhook(ChannelSettings.Webhook settings, InstantSource clock) {
        this.url = settings.url();
        this.signature = new WebhookSignature(settings.secret());
        this.clock = clock;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        byte[] body = JsonRenderer.render(alert);
        long timestamp = clock.instant().getEpochSecond();
        return new HttpCall(
                url,
                Map.of(
                        "Idempotency-Key",
                        alert.id().toString(),
                        WebhookSignature.TIMESTAMP_HEADER,
                        Long.toString(timestamp),
                        WebhookSignature.SIGNATURE_HEADER,
                        signature.sign(timestamp, body)),
                body);
    }
}
