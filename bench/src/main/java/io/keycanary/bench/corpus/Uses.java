package io.keycanary.bench.corpus;

import java.util.List;

/** The decoy identity acts. */
final class Uses {
    static final List<Planting> ALL = List.of(
            Planting.match("long-term key", "use", (e, d, o, dice) -> {
                e.call("sts", "GetCallerIdentity", true, "null");
                act(e, d, Identity.user(d));
            }),
            Planting.match("denied", "use", Uses::denied),
            Planting.match(
                    "key id alone",
                    "use",
                    (e, d, o, dice) -> act(
                            e,
                            d,
                            "{\"type\":\"IAMUser\",\"accountId\":\"%s\",\"accessKeyId\":\"%s\"}"
                                    .formatted(d.account(), d.accessKeyId()))),
            Planting.match("principal id alone, seen by another account", "use", (e, d, o, dice) -> {
                e.call(
                        "sts",
                        "AssumeRole",
                        true,
                        "{\"roleArn\":\"arn:aws:iam::%s:role/prod-data-api-role\",\"roleSessionName\":\"x\"}"
                                .formatted(e.account));
                e.identity = "{\"type\":\"AWSAccount\",\"principalId\":\"%s\",\"accountId\":\"%s\"}"
                        .formatted(d.principalId(), d.account());
            }),
            Planting.match(
                    "ARN alone",
                    "use",
                    (e, d, o, dice) -> act(
                            e,
                            d,
                            "{\"type\":\"IAMUser\",\"arn\":\"%s\",\"accountId\":\"%s\"}"
                                    .formatted(d.arn(), d.account()))),
            Planting.match(
                    "session of GetSessionToken",
                    "use",
                    (e, d, o, dice) -> act(e, d, Identity.session(d, AwsId.key("ASIA", d.account(), dice)))),
            Planting.match(
                    "federated user",
                    "use",
                    (e, d, o, dice) -> act(
                            e,
                            d,
                            Identity.issuedBy(
                                    d,
                                    "FederatedUser",
                                    "arn:aws:sts::" + d.account() + ":federated-user/guest",
                                    AwsId.key("ASIA", d.account(), dice)))),
            Planting.match(
                    "assumed role whose session the decoy issued",
                    "use",
                    (e, d, o, dice) -> act(
                            e,
                            d,
                            Identity.issuedBy(
                                    d,
                                    "AssumedRole",
                                    "arn:aws:sts::" + d.account() + ":assumed-role/prod-data-api-role/guest",
                                    AwsId.key("ASIA", d.account(), dice)))),
            Planting.match("sign-in by name", "use", (e, d, o, dice) -> {
                signIn(e, d, "ConsoleLogin");
                e.identity = "{\"type\":\"IAMUser\",\"accountId\":\"%s\",\"accessKeyId\":\"\",\"userName\":\"%s\"}"
                        .formatted(d.account(), d.name());
                e.errorMessage = "Failed authentication";
                e.response = "{\"ConsoleLogin\":\"Failure\"}";
            }),
            Planting.match("MFA check before sign-in", "use", (e, d, o, dice) -> {
                signIn(e, d, "CheckMfa");
                e.identity =
                        "{\"type\":\"IAMUser\",\"principalId\":\"%s\",\"accountId\":\"%s\",\"accessKeyId\":\"\",\"userName\":\"%s\"}"
                                .formatted(d.principalId(), d.account(), d.name());
                e.response = "{\"CheckMfa\":\"Success\"}";
            }),
            Planting.match("decoy acts on itself", "use", (e, d, o, dice) -> {
                e.call("iam", "ListAccessKeys", true, "{\"userName\":\"%s\"}".formatted(d.name()));
                act(e, d, Identity.user(d));
                e.denied("AccessDenied", "User: " + d.arn() + " is not authorized to perform: iam:ListAccessKeys");
            }),
            new Planting("decoy acts on decoy", "use", "tamper", (e, d, o, dice) -> {
                e.call(
                        "iam",
                        "UpdateAccessKey",
                        false,
                        "{\"accessKeyId\":\"%s\",\"status\":\"Inactive\"}".formatted(o.accessKeyId()));
                act(e, d, Identity.user(d));
            }));

    private Uses() {}

    static void act(Event event, Decoy decoy, String identity) {
        event.identity = identity;
        event.account = decoy.account();
        event.ip = "198.51.100.23";
        event.agent = "aws-cli/2.15.0 Python/3.11.6 Linux/5.15.0 exe/x86_64.ubuntu.22";
    }

    private static void denied(Event event, Decoy decoy, Decoy other, Dice dice) {
        event.call("ec2", "DescribeInstances", true, "{\"maxResults\":5,\"instancesSet\":{},\"filterSet\":{}}");
        act(event, decoy, Identity.user(decoy));
        event.denied(
                "Client.UnauthorizedOperation",
                "You are not authorized to perform this operation. User: "
                        + decoy.arn()
                        + " is not authorized to perform: ec2:DescribeInstances because no identity-based policy"
                        + " allows the ec2:DescribeInstances action");
    }

    private static void signIn(Event event, Decoy decoy, String name) {
        event.call("signin", name, false, "null");
        event.account = decoy.account();
        event.ip = "198.51.100.23";
        event.type = "AwsConsoleSignIn";
        event.more =
                "\"additionalEventData\":{\"LoginTo\":\"https://console.aws.amazon.com/\",\"MobileVersion\":\"No\",\"MFAUsed\":\"No\"}";
    }
}
