package io.keycanary.bench.corpus;

import java.util.List;

/** Records that hold an identifier of a decoy and are no match. */
final class Traps {
    static final List<Planting> ALL = List.of(
            Planting.trap(
                    "key in the user agent", (e, d, o, dice) -> e.agent = "scanner/1.0 (" + d.accessKeyId() + ")"),
            Planting.trap(
                    "ARN in the error message",
                    (e, d, o, dice) -> e.denied(
                            "AccessDenied", "User: " + d.arn() + " is not authorized to perform: s3:ListBuckets")),
            Planting.trap(
                    "ARN in JSON text within a string",
                    (e, d, o, dice) -> e.call(
                            "iam",
                            "CreatePolicy",
                            false,
                            "{\"policyName\":\"p\",\"policyDocument\":\"{\\\"Principal\\\":{\\\"AWS\\\":\\\"%s\\\"}}\"}"
                                    .formatted(d.arn()))),
            Planting.trap(
                    "key in a longer word",
                    (e, d, o, dice) -> e.call(
                            "sts", "GetAccessKeyInfo", true, "{\"accessKeyId\":\"%sQ7\"}".formatted(d.accessKeyId()))),
            Planting.trap(
                    "ARN as a prefix",
                    (e, d, o, dice) -> e.identity = "{\"type\":\"IAMUser\",\"arn\":\"%s-old\",\"accountId\":\"%s\"}"
                            .formatted(d.arn(), d.account())),
            Planting.trap(
                    "ARN as a path prefix",
                    (e, d, o, dice) ->
                            e.call("sns", "Publish", false, "{\"message\":\"%s/child\"}".formatted(d.arn()))),
            Planting.trap(
                    "key in response elements",
                    (e, d, o, dice) -> e.response = "{\"accessKey\":{\"accessKeyId\":\"%s\",\"status\":\"Active\"}}"
                            .formatted(d.accessKeyId())),
            Planting.trap(
                    "key in additional event data",
                    (e, d, o, dice) -> e.more = "\"additionalEventData\":{\"note\":\"%s\"}".formatted(d.accessKeyId())),
            Planting.trap("user name in another account", (e, d, o, dice) -> {
                Tampers.iam(e, d, "GetUser", true, "{\"userName\":\"%s\"}".formatted(d.name()));
                e.account = "999999999999";
                e.identity =
                        "{\"type\":\"Root\",\"principalId\":\"999999999999\",\"arn\":\"arn:aws:iam::999999999999:root\",\"accountId\":\"999999999999\"}";
            }),
            Planting.trap("user name in another service", (e, d, o, dice) -> {
                e.call("rds", "CreateDBInstance", false, "{\"masterUsername\":\"%s\"}".formatted(d.name()));
                e.account = d.account();
            }),
            Planting.trap(
                    "key in lower case",
                    (e, d, o, dice) -> e.call(
                            "sts",
                            "GetAccessKeyInfo",
                            true,
                            "{\"accessKeyId\":\"%s\"}".formatted(d.accessKeyId().toLowerCase(java.util.Locale.ROOT)))));

    private Traps() {}
}
