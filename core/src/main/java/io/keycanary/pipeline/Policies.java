package io.keycanary.pipeline;

import io.keycanary.pipeline.PipelineBuilder.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The resource policies and roles of a pipeline: each lets one service do one thing for one of our parts. */
public final class Policies {
    private final Site site;

    /** Of this site. */
    public Policies(Site site) {
        this.site = site;
    }

    /** Lets our trails, and none of another account, write log files (CloudTrail user guide, bucket policy). */
    public List<Map<String, Object>> bucket() {
        List<String> trails = List.of(site.trailArn(), site.dataTrailArn());
        Map<String, Object> ours = JsonText.object("aws:SourceArn", trails);
        return List.of(
                allow("AclCheck", "cloudtrail", "s3:GetBucketAcl", site.bucketArn(), equal(ours)),
                allow(
                        "Write",
                        "cloudtrail",
                        "s3:PutObject",
                        site.bucketArn() + "/AWSLogs/" + site.accountId() + "/*",
                        equal(JsonText.object("aws:SourceArn", trails, "s3:x-amz-acl", "bucket-owner-full-control"))));
    }

    /** Lets our alarm publish. */
    public List<Map<String, Object>> topic() {
        return List.of(allow(
                "Alarm",
                "cloudwatch",
                "sns:Publish",
                site.topicArn(),
                equal(JsonText.object("aws:SourceArn", site.alarmArn(), "aws:SourceAccount", site.accountId()))));
    }

    /** Lets those send that the choice has: rules, or the bucket of the trail and the topic of the alarm. */
    public List<Map<String, Object>> queue(Choice choice) {
        List<Map<String, Object>> statements = new ArrayList<>();
        if (choice.fast()) {
            statements.add(rules(site.queueArn()));
        }
        if (choice.classic()) {
            statements.add(logFiles());
            statements.add(notices());
        }
        return statements;
    }

    /** The same where both paths are. */
    public List<Map<String, Object>> queueOfBoth() {
        return queue(new Choice(true, true, false, false));
    }

    /** Lets the bucket of the trail tell of log files (S3 user guide, "Granting permissions to publish"). */
    private Map<String, Object> logFiles() {
        return allow(
                "LogFiles",
                "s3",
                "sqs:SendMessage",
                site.queueArn(),
                JsonText.object(
                        "ArnLike",
                        JsonText.object("aws:SourceArn", site.bucketArn()),
                        "StringEquals",
                        JsonText.object("aws:SourceAccount", site.accountId())));
    }

    /** Lets the topic of the alarm send. */
    private Map<String, Object> notices() {
        return allow(
                "Notices",
                "sns",
                "sqs:SendMessage",
                site.queueArn(),
                JsonText.object("ArnEquals", JsonText.object("aws:SourceArn", site.topicArn())));
    }

    /** Lets the same rules send what they could not deliver. */
    public List<Map<String, Object>> deadQueue() {
        return List.of(rules(site.deadQueueArn()));
    }

    private Map<String, Object> rules(String queueArn) {
        List<String> rules = new ArrayList<>(List.of(site.arn("events", "rule/" + site.name() + "-*")));
        if (!site.otherRegions().isEmpty()) {
            rules.add(site.arn("events", "rule/" + site.name() + "/" + site.name() + "-*"));
        }
        return allow(
                "Rules",
                "events",
                "sqs:SendMessage",
                queueArn,
                JsonText.object("ArnLike", JsonText.object("aws:SourceArn", rules)));
    }

    /** Who may take the role that writes into the log group. */
    public Map<String, Object> logTrust() {
        return trust("cloudtrail", equal(JsonText.object("aws:SourceArn", site.trailArn())));
    }

    /** What that role may do. */
    public Map<String, Object> logRole() {
        return policy(List.of(JsonText.object(
                "Effect",
                "Allow",
                "Action",
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                "Resource",
                site.arn("logs", "log-group:" + site.name() + ":log-stream:*"))));
    }

    /** Who may take the role by which the other regions send. */
    public Map<String, Object> busTrust() {
        return trust("events", equal(JsonText.object("aws:SourceAccount", site.accountId())));
    }

    /** What that role may do. */
    public Map<String, Object> busRole() {
        return policy(
                List.of(JsonText.object("Effect", "Allow", "Action", "events:PutEvents", "Resource", site.busArn())));
    }

    /** A policy of these statements. */
    public static Map<String, Object> policy(List<Map<String, Object>> statements) {
        return JsonText.object("Version", "2012-10-17", "Statement", statements);
    }

    private static Map<String, Object> trust(String service, Map<String, Object> condition) {
        return policy(List.of(JsonText.object(
                "Effect",
                "Allow",
                "Principal",
                JsonText.object("Service", service + ".amazonaws.com"),
                "Action",
                "sts:AssumeRole",
                "Condition",
                condition)));
    }

    private Map<String, Object> allow(
            String what, String service, String action, String resource, Map<String, Object> condition) {
        return JsonText.object(
                "Sid",
                sid(what),
                "Effect",
                "Allow",
                "Principal",
                JsonText.object("Service", service + ".amazonaws.com"),
                "Action",
                action,
                "Resource",
                resource,
                "Condition",
                condition);
    }

    /** Tells our statements from those of others in a policy that is shared. */
    private String sid(String what) {
        StringBuilder sid = new StringBuilder();
        for (String word : site.name().split("-")) {
            sid.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return sid.append(what).toString();
    }

    private static Map<String, Object> equal(Map<String, Object> values) {
        return JsonText.object("StringEquals", values);
    }
}
