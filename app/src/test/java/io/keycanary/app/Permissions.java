package io.keycanary.app;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the permission for a call is called (service authorization reference). */
final class Permissions {
    private static final Map<String, String> OTHERWISE = Map.of(
            "s3:GetBucketNotificationConfiguration", "s3:GetBucketNotification",
            "s3:PutBucketNotificationConfiguration", "s3:PutBucketNotification",
            "s3:HeadBucket", "s3:ListBucket",
            "s3:ListObjectsV2", "s3:ListBucket",
            "s3:ListBuckets", "s3:ListAllMyBuckets",
            "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
            "s3:PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock");

    /** What AWS asks for besides, where something is made with tags or is to work as a role. */
    static final Set<String> ASKED_FOR_TOO = Set.of(
            "cloudtrail:AddTags",
            "cloudwatch:TagResource",
            "events:TagResource",
            "iam:TagRole",
            "iam:TagUser",
            "logs:TagResource",
            "sns:TagResource",
            "sqs:TagQueue",
            "iam:PassRole");

    private Permissions() {}

    static Set<String> of(Set<String> calls) {
        Set<String> permissions = new TreeSet<>();
        calls.forEach(call -> permissions.add(OTHERWISE
                .getOrDefault(call, call)
                .replace("cloudwatchlogs:", "logs:")
                .replace("eventbridge:", "events:")));
        permissions.remove("sts:GetCallerIdentity"); // nobody needs a permission for it
        return permissions;
    }
}
