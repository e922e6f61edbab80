package io.keycanary.hook;

import io.keycanary.channel.WebhookSignature;
import io.keycanary.token.Secret;
import java.net.URI;

/**
 * The service that blocks addresses.
 *
 * @param url HTTPS, or on this machine
 * @param secret at least 16 characters; signs each request as {@link WebhookSignature} says
 */
public record WebhookHookSettings(URI url, Secret secret) {
    /** Refuses a secret that is too short. */
    public WebhookHookSettings {
        new WebhookSignature(secret);
    }
}
