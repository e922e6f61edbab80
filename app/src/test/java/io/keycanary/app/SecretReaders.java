package io.keycanary.app;

import java.util.Map;

/** Every class that may read the text of a secret, with the reason. Keep it short. */
final class SecretReaders {
    static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("io.keycanary.api.AccessRoutes", "shows a new API token once"),
            Map.entry("io.keycanary.api.PagerDutySignature", "checks the signatures of PagerDuty's webhooks"),
            Map.entry("io.keycanary.api.TokenRoutes", "answers POST /tokens/{id}/reveal"),
            Map.entry("io.keycanary.app.Serving", "shows the first API token once"),
            Map.entry("io.keycanary.aws.AwsKeyUse", "signs the calls of the demo and of drills"),
            Map.entry("io.keycanary.channel.JiraChannel", "the API token"),
            Map.entry("io.keycanary.channel.Opsgenie", "the key of the API integration"),
            Map.entry("io.keycanary.channel.PagerDuty", "the integration key"),
            Map.entry("io.keycanary.channel.SecretUrl", "addresses of chat rooms are secrets"),
            Map.entry("io.keycanary.channel.SlackBot", "the bot token"),
            Map.entry("io.keycanary.channel.SmtpConversation", "logs in to the mail server"),
            Map.entry("io.keycanary.channel.WebhookSignature", "keys the HMAC of a webhook request"),
            Map.entry("io.keycanary.cli.KeyPlanting", "prints a snippet when a person asks for it"),
            Map.entry("io.keycanary.cli.TokenRevealCommand", "shows a secret when a person asks for it"),
            Map.entry("io.keycanary.desk.AccessDesk", "makes the digest of an API token"),
            Map.entry("io.keycanary.endpoint.SecurityTokenService", "hands out session credentials"),
            Map.entry("io.keycanary.endpoint.SignatureV4", "checks signatures"),
            Map.entry("io.keycanary.plant.Draft", "writes the key into the place that the user named"),
            Map.entry("io.keycanary.store.SqlVault", "encrypts and decrypts secrets"));

    private SecretReaders() {}
}
