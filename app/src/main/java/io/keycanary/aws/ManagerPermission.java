package io.keycanary.aws;

import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.Reach;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A permission that KeyCanary itself needs in an account: the one list that the policy is written from and the account
 * is checked against.
 *
 * @param action {@code service:Action}
 * @param duties who needs it
 */
record ManagerPermission(String action, On on, Set<Duty> duties) {
    /** What a permission is about. */
    enum On {
        /** Decoy users: all users on the path of the decoys. */
        DECOYS,
        /** Real users and roles. */
        IDENTITIES,
        /** EC2 instances, their network interfaces, security groups and snapshots. */
        MACHINES,
        /** Findings that the account imports itself into Security Hub. */
        FINDINGS,
        /** Queues of the account. */
        QUEUES,
        /** Log files of the account's trails, in whatever bucket. */
        LOG_FILES,
        /** Trails of the pipelines. */
        TRAILS,
        /** Log groups of the pipelines, with their metric filters. */
        LOG_GROUPS,
        /** Alarms of the pipelines. */
        ALARMS,
        /** Topics of the pipelines. */
        TOPICS,
        /** Queues of the pipelines. */
        PIPELINE_QUEUES,
        /** Event buses of the pipelines. */
        BUSES,
        /** Rules of the pipelines, on whatever bus. */
        RULES,
        /** Buckets of the pipelines. */
        BUCKETS,
        /** Roles by which the pipelines write and send. */
        ROLES,
        /** Folders in buckets that alerts are written into. */
        FOLDERS,
        /** The account as a whole, or what has no name of its own. */
        ACCOUNT
    }

    static final Set<Duty> ISSUES = EnumSet.of(Duty.INSTALLER);
    private static final Set<Duty> SERVES = EnumSet.of(Duty.SERVER);
    private static final Set<Duty> RESPONDS = EnumSet.of(Duty.RESPONDER);
    /** The server audits by schedule. */
    private static final Set<Duty> AUDITS = EnumSet.of(Duty.SERVER, Duty.AUDITOR);
    /** A pipeline is looked at before it is changed. */
    private static final Set<Duty> LOOKS = EnumSet.of(Duty.SERVER, Duty.AUDITOR, Duty.INSTALLER);

    /** What an audit calls that is about no decoy alone, and about no pipeline. */
    private static final List<String> OF_AN_AUDIT = List.of(
            "iam:GenerateCredentialReport",
            "iam:GetCredentialReport",
            "iam:ListServiceSpecificCredentials",
            "kms:GetKeyPolicy",
            "kms:ListAliases",
            "kms:ListGrants",
            "kms:ListKeys",
            "lambda:GetPolicy",
            "lambda:ListFunctions",
            "organizations:DescribeOrganization",
            "organizations:DescribePolicy",
            "organizations:ListParents",
            "organizations:ListPoliciesForTarget",
            "s3:ListAllMyBuckets",
            "secretsmanager:GetResourcePolicy",
            "secretsmanager:ListSecrets",
            "sqs:ListQueues",
            "sns:ListTopics");

    /** What looking at a pipeline calls. */
    private static final List<String> OF_A_LOOK = List.of(
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrail",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:ListTags",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:ListTagsForResource",
            "events:DescribeEventBus",
            "events:DescribeRule",
            "events:ListRules",
            "events:ListTagsForResource",
            "events:ListTargetsByRule",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "logs:DescribeLogGroups",
            "logs:DescribeMetricFilters",
            "logs:ListTagsForResource",
            "s3:GetBucketNotification",
            "s3:GetBucketPolicy",
            "s3:GetBucketPublicAccessBlock",
            "s3:GetBucketTagging",
            "s3:ListBucket",
            "sns:GetSubscriptionAttributes",
            "sns:GetTopicAttributes",
            "sns:ListSubscriptionsByTopic",
            "sns:ListTagsForResource",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ListQueueTags");

    private static final List<ManagerPermission> OTHERS = List.of(
            new ManagerPermission("iam:GetAccountSummary", On.ACCOUNT, ISSUES),
            new ManagerPermission(
                    "cloudtrail:LookupEvents", On.ACCOUNT, EnumSet.of(Duty.SERVER, Duty.RESPONDER, Duty.INSTALLER)),
            new ManagerPermission("iam:GetAccessKeyLastUsed", On.DECOYS, SERVES),
            new ManagerPermission("sqs:GetQueueUrl", On.QUEUES, SERVES),
            new ManagerPermission("sqs:GetQueueAttributes", On.QUEUES, SERVES),
            new ManagerPermission("sqs:ReceiveMessage", On.QUEUES, SERVES),
            new ManagerPermission("sqs:ChangeMessageVisibility", On.QUEUES, SERVES),
            new ManagerPermission("sqs:DeleteMessage", On.QUEUES, SERVES),
            new ManagerPermission("s3:GetObject", On.LOG_FILES, SERVES),
            new ManagerPermission("securityhub:BatchImportFindings", On.FINDINGS, EnumSet.of(Duty.REPORTER)),
            new ManagerPermission("s3:PutObject", On.FOLDERS, EnumSet.of(Duty.ARCHIVER)),
            new ManagerPermission(
                    "iam:SimulatePrincipalPolicy", On.ACCOUNT, EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR)),
            new ManagerPermission("iam:ListUsers", On.DECOYS, ISSUES),
            new ManagerPermission("iam:ListUsers", On.ACCOUNT, ISSUES), // names are learned from real users
            new ManagerPermission("iam:GetUser", On.DECOYS, ISSUES),
            new ManagerPermission(
                    "iam:ListAccessKeys", On.DECOYS, EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR)),
            new ManagerPermission("iam:GetLoginProfile", On.DECOYS, AUDITS),
            new ManagerPermission(
                    "iam:ListMFADevices", On.DECOYS, EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR)),
            new ManagerPermission(
                    "iam:ListSigningCertificates", On.DECOYS, EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR)),
            new ManagerPermission(
                    "iam:ListSSHPublicKeys", On.DECOYS, EnumSet.of(Duty.INSTALLER, Duty.SERVER, Duty.AUDITOR)),
            new ManagerPermission("iam:CreateUser", On.DECOYS, ISSUES),
            new ManagerPermission("iam:TagUser", On.DECOYS, ISSUES),
            new ManagerPermission("iam:CreateAccessKey", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteAccessKey", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteUser", On.DECOYS, ISSUES),
            new ManagerPermission("iam:ListAttachedUserPolicies", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DetachUserPolicy", On.DECOYS, ISSUES),
            new ManagerPermission("iam:ListUserPolicies", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteUserPolicy", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteLoginProfile", On.DECOYS, ISSUES),
            new ManagerPermission("iam:ListGroupsForUser", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeactivateMFADevice", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteSSHPublicKey", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteSigningCertificate", On.DECOYS, ISSUES),
            new ManagerPermission("iam:ListServiceSpecificCredentials", On.DECOYS, ISSUES),
            new ManagerPermission("iam:DeleteServiceSpecificCredential", On.DECOYS, ISSUES),
            // Decoys that exist already may be on any path.
            new ManagerPermission("iam:ListAccessKeys", On.IDENTITIES, EnumSet.of(Duty.RESPONDER, Duty.INSTALLER)),
            new ManagerPermission("ec2:DescribeRegions", On.ACCOUNT, LOOKS),
            new ManagerPermission("iam:GetAccountAuthorizationDetails", On.ACCOUNT, LOOKS),
            new ManagerPermission("iam:UpdateAccessKey", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:GetUser", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:PutUserPolicy", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:DeleteUserPolicy", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:GetRole", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:PutRolePolicy", On.IDENTITIES, RESPONDS),
            new ManagerPermission("iam:DeleteRolePolicy", On.IDENTITIES, RESPONDS),
            new ManagerPermission("ec2:DescribeInstances", On.ACCOUNT, RESPONDS),
            new ManagerPermission("ec2:DescribeSecurityGroups", On.ACCOUNT, RESPONDS),
            new ManagerPermission("ec2:DescribeSnapshots", On.ACCOUNT, RESPONDS),
            new ManagerPermission("ec2:CreateSecurityGroup", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:RevokeSecurityGroupEgress", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:DeleteSecurityGroup", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:ModifyNetworkInterfaceAttribute", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:CreateSnapshots", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:CreateTags", On.MACHINES, RESPONDS),
            new ManagerPermission("ec2:DeleteTags", On.MACHINES, RESPONDS),
            new ManagerPermission("sns:ConfirmSubscription", On.TOPICS, SERVES),
            new ManagerPermission("iam:GenerateServiceLastAccessedDetails", On.DECOYS, SERVES),
            new ManagerPermission("iam:GetServiceLastAccessedDetails", On.ACCOUNT, SERVES));

    /** Policies and what they are attached to have ARNs of the management account, which is not ours to know. */
    private static final List<String> OF_A_GUARDIAN = List.of(
            "organizations:DescribeOrganization",
            "organizations:ListRoots",
            "organizations:ListPolicies",
            "organizations:ListPoliciesForTarget",
            "organizations:ListTagsForResource",
            "organizations:ListTargetsForPolicy",
            "organizations:DescribePolicy",
            "organizations:CreatePolicy",
            "organizations:TagResource",
            "organizations:UpdatePolicy",
            "organizations:AttachPolicy",
            "organizations:DetachPolicy",
            "organizations:DeletePolicy");

    /** All of them. */
    static final List<ManagerPermission> ALL = Stream.of(
                    OTHERS.stream(),
                    OF_AN_AUDIT.stream().map(action -> new ManagerPermission(action, On.ACCOUNT, AUDITS)),
                    OF_A_LOOK.stream().map(action -> new ManagerPermission(action, On.ACCOUNT, LOOKS)),
                    OF_A_GUARDIAN.stream()
                            .map(action -> new ManagerPermission(action, On.ACCOUNT, EnumSet.of(Duty.GUARDIAN))),
                    PipelinePermissions.ALL.stream())
            .flatMap(permissions -> permissions)
            .toList();

    /** Those of duties. */
    static List<ManagerPermission> of(Set<Duty> duties) {
        return ALL.stream()
                .filter(p -> p.duties().stream().anyMatch(duties::contains))
                .toList();
    }

    /** The ARN patterns that it is about; none where there is nothing of the kind. */
    List<String> resources(ManagedAccount account, Reach reach) {
        String arn = "arn:" + account.access().partition() + ":";
        String id = account.account().id();
        return switch (on) {
            case DECOYS -> List.of(account.userArn("*"));
            case IDENTITIES -> List.of(arn + "iam::" + id + ":*");
            // A snapshot's ARN has no account (service authorization reference, EC2).
            case MACHINES -> List.of(arn + "ec2:*:*:*");
            case FINDINGS -> List.of(arn + "securityhub:*:" + id + ":product/" + id + "/default");
            case QUEUES -> List.of(arn + "sqs:*:" + id + ":*");
            case LOG_FILES -> List.of(arn + "s3:::*/AWSLogs/" + id + "/CloudTrail/*");
            case FOLDERS ->
                reach.folders().stream()
                        .map(folder -> arn + "s3:::" + folder + "*")
                        .toList();
            case ACCOUNT -> List.of("*");
            default ->
                reach.pipelines().stream()
                        .map(name -> arn + PipelinePermissions.resource(on, id, name))
                        .toList();
        };
    }
}
