package io.keycanary.aws;

import io.keycanary.aws.ManagerPermission.On;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code pipeline apply} and {@code remove} change, each limited to the parts of pipelines of known names. To make
 * something with tags needs the permission to tag it, and to name a role the permission to pass it (service
 * authorization reference).
 */
final class PipelinePermissions {
    static final List<ManagerPermission> ALL = Stream.of(
                    on(
                            On.TRAILS,
                            "cloudtrail:CreateTrail",
                            "cloudtrail:AddTags",
                            "cloudtrail:UpdateTrail",
                            "cloudtrail:PutEventSelectors",
                            "cloudtrail:StartLogging",
                            "cloudtrail:DeleteTrail"),
                    on(
                            On.LOG_GROUPS,
                            "logs:CreateLogGroup",
                            "logs:TagResource",
                            "logs:PutRetentionPolicy",
                            "logs:PutMetricFilter",
                            "logs:DeleteMetricFilter",
                            "logs:DeleteLogGroup"),
                    on(On.ALARMS, "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:DeleteAlarms"),
                    on(
                            On.TOPICS,
                            "sns:CreateTopic",
                            "sns:TagResource",
                            "sns:SetTopicAttributes",
                            "sns:Subscribe",
                            "sns:DeleteTopic"),
                    on(On.ACCOUNT, "sns:Unsubscribe"), // a subscription is no resource that a policy can name
                    on(
                            On.PIPELINE_QUEUES,
                            "sqs:CreateQueue",
                            "sqs:TagQueue",
                            "sqs:SetQueueAttributes",
                            "sqs:DeleteQueue"),
                    on(On.BUSES, "events:CreateEventBus", "events:TagResource", "events:DeleteEventBus"),
                    on(
                            On.RULES,
                            "events:PutRule",
                            "events:TagResource",
                            "events:PutTargets",
                            "events:RemoveTargets",
                            "events:DeleteRule"),
                    on(
                            On.BUCKETS,
                            "s3:CreateBucket",
                            "s3:PutBucketTagging",
                            "s3:PutBucketPublicAccessBlock",
                            "s3:PutBucketPolicy",
                            "s3:DeleteBucketPolicy",
                            "s3:PutBucketNotification",
                            "s3:DeleteBucket"),
                    on(
                            On.ROLES,
                            "iam:CreateRole",
                            "iam:TagRole",
                            "iam:UpdateAssumeRolePolicy",
                            "iam:PutRolePolicy",
                            "iam:PassRole",
                            "iam:ListRolePolicies",
                            "iam:DeleteRolePolicy",
                            "iam:DeleteRole"))
            .flatMap(permissions -> permissions)
            .toList();

    private PipelinePermissions() {}

    private static Stream<ManagerPermission> on(On on, String... actions) {
        return Stream.of(actions).map(action -> new ManagerPermission(action, on, ManagerPermission.ISSUES));
    }

    /** What stands behind the partition in the ARN of a part, as {@link io.keycanary.pipeline.Site} names it. */
    static String resource(On on, String account, String pipeline) {
        return switch (on) {
            case TRAILS -> "cloudtrail:*:" + account + ":trail/" + pipeline + "*"; // and that for data events
            case LOG_GROUPS -> "logs:*:" + account + ":log-group:" + pipeline + "*"; // with and without its last colon
            case ALARMS -> "cloudwatch:*:" + account + ":alarm:" + pipeline;
            case TOPICS -> "sns:*:" + account + ":" + pipeline;
            case PIPELINE_QUEUES -> "sqs:*:" + account + ":" + pipeline + "*";
            case BUSES -> "events:*:" + account + ":event-bus/" + pipeline;
            case RULES -> "events:*:" + account + ":rule/" + pipeline + "*"; // of our bus, and of the default bus
            case BUCKETS -> "s3:::" + pipeline + "-" + account + "-*";
            case ROLES -> "iam::" + account + ":role/" + pipeline + "-*";
            default -> throw new IllegalArgumentException(on + " is no part of a pipeline");
        };
    }
}
