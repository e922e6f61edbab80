package io.keycanary.bench.corpus;

import java.util.List;
import java.util.Locale;

/** Somebody else acts on the decoy or asks about it, or AWS quarantines it. */
final class Tampers {
    private static final String AWS_ITSELF = "{\"type\":\"AWSService\",\"invokedBy\":\"iam.amazonaws.com\"}";

    static final List<Planting> ALL = List.of(
            Planting.match(
                    "key asked about",
                    "tamper",
                    (e, d, o, dice) -> e.call(
                            "sts", "GetAccessKeyInfo", true, "{\"accessKeyId\":\"%s\"}".formatted(d.accessKeyId()))),
            Planting.match(
                    "key deactivated",
                    "tamper",
                    (e, d, o, dice) -> iam(
                            e,
                            d,
                            "UpdateAccessKey",
                            false,
                            "{\"userName\":\"%s\",\"status\":\"Inactive\",\"accessKeyId\":\"%s\"}"
                                    .formatted(d.name(), d.accessKeyId()))),
            Planting.match(
                    "bare user name in another case",
                    "tamper",
                    (e, d, o, dice) -> iam(
                            e,
                            d,
                            "PutUserPolicy",
                            false,
                            "{\"userName\":\"%s\",\"policyName\":\"extra\",\"policyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\"}\"}"
                                    .formatted(d.name().toUpperCase(Locale.ROOT)))),
            Planting.match("named among resources", "tamper", (e, d, o, dice) -> {
                e.call("access-analyzer", "GetAnalyzedResource", true, "null");
                e.more = "\"resources\":[{\"accountId\":\"%s\",\"type\":\"AWS::IAM::User\",\"ARN\":\"%s\"}]"
                        .formatted(d.account(), d.arn());
            }),
            Planting.match(
                    "granted access to a bucket",
                    "tamper",
                    (e, d, o, dice) -> e.call(
                            "s3",
                            "PutBucketPolicy",
                            false,
                            "{\"bucketName\":\"acme-share\",\"bucketPolicy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"%s\"]},\"Action\":\"s3:*\",\"Resource\":\"*\"}]}}"
                                    .formatted(d.arn()))),
            Planting.match(
                    "principal id in a request",
                    "tamper",
                    (e, d, o, dice) -> e.call(
                            "kms",
                            "PutKeyPolicy",
                            false,
                            "{\"keyId\":\"alias/app\",\"grantees\":[{\"id\":\"%s\"}]}".formatted(d.principalId()))),
            Planting.match("quarantine policy", "exposure", (e, d, o, dice) -> {
                iam(
                        e,
                        d,
                        "AttachUserPolicy",
                        false,
                        "{\"userName\":\"%s\",\"policyArn\":\"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3\"}"
                                .formatted(d.name()));
                e.identity = AWS_ITSELF;
            }),
            Planting.match("older quarantine policy", "exposure", (e, d, o, dice) -> {
                iam(
                        e,
                        d,
                        "PutUserPolicy",
                        false,
                        "{\"userName\":\"%s\",\"policyName\":\"AWSExposedCredentialPolicy_DO_NOT_REMOVE\",\"policyDocument\":\"{}\"}"
                                .formatted(d.name()));
                e.identity = AWS_ITSELF;
            }));

    private Tampers() {}

    static void iam(Event event, Decoy decoy, String name, boolean reads, String parameters) {
        event.call("iam", name, reads, parameters);
        event.region = "us-east-1";
        event.host = "iam.amazonaws.com";
        event.account = decoy.account();
    }
}
