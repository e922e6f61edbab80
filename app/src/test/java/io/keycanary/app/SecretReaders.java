package io.keycanary.app;

import java.util.Map;

/** Every class that may read the text of a secret, with the reason. Keep it short. */
final class SecretReaders {
    static final Map<String, String> ALLOWED = Map.of(
            "io.keycanary.channel.WebhookSignature", "keys the HMAC of a webhook request",
            "io.keycanary.channel.SmtpConversation", "logs in to the mail server",
            "io.keycanary.desk.AccessDesk", "makes the digest of an API token",
            "io.keycanary.api.TokenRoutes", "answers POST /tokens/{id}/reveal",
            "io.keycanary.api.AccessRoutes", "shows a new API token once",
            "io.keycanary.aws.AwsKeyUse", "signs the calls of the demo and of drills");

    private SecretReaders() {}
}
