package io.keycanary.channel;

/** The body of {@link SampleAlerts#plain} as {@code docs/alerts.md} shows it: the page and the program say the same. */
final class WebhookExample {
    static final String BODY =
            "{\"schema\":1,\"id\":\"0198c5b1-0000-7000-8000-000000000001\",\"reason\":\"first-sighting\","
                    + "\"severity\":\"high\",\"leaked\":\"repository acme/web config/deploy.env (token ci-deploy)\","
                    + "\"tried\":\"recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation\","
                    + "\"from\":\"203.0.113.9 in eu-west-1, claims to be aws-cli\",\"since\":\"2026-11-23T20:00:00Z\","
                    + "\"todo\":\"Rotate the real secrets beside it.\","
                    + "\"link\":\"https://canary.example.org/incidents/0198c5b1-0000-7000-8000-000000000003\","
                    + "\"details\":[\"new: region eu-west-1\"],\"incident\":\"0198c5b1-0000-7000-8000-000000000003\","
                    + "\"token\":\"0198c5b1-0000-7000-8000-000000000002\",\"createdAt\":\"2026-11-23T20:00:01.250Z\",\"repeat\":false,"
                    + "\"text\":\"[HIGH] Leaked: `repository acme/web config/deploy.env (token ci-deploy)`\\n"
                    + "Tried: `recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation`\\n"
                    + "From: `203.0.113.9 in eu-west-1, claims to be aws-cli`\\nSince: `2026-11-23 20:00:00 UTC`\\n"
                    + "Do now: `Rotate the real secrets beside it.`\\n"
                    + "Look: https://canary.example.org/incidents/0198c5b1-0000-7000-8000-000000000003\"}";

    private WebhookExample() {}
}
