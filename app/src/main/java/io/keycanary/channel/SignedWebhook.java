package io.keycanary.channel;

import io.keycanary.alert.Alert;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signed JSON, our own or OCSF; {@code docs/alerts.md} is its contract with receivers. */
final class SignedWebhook implements HttpService {
    private final URI url;
    private final WebhookSignature signature;
    private final Function<Alert, byte[]> document;
    private final InstantSource clock;

    /** @throws IllegalArgumentException when the secret is too short */
    SignedWebhook(ChannelSettings.Webhook settings, Channels.World world) {
        this.url = settings.url();
        this.signature = new WebhookSignature(settings.secret());
        this.document = switch (settings.form()) {
            case KEYCANARY -> JsonRenderer::render;
            case OCSF -> new Ocsf(world.version())::render;
        };
        this.clock = world.clock();
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        byte[] body = document.apply(alert);
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
