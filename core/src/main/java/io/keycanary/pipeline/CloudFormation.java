package io.keycanary.pipeline;

import static io.keycanary.pipeline.JsonText.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline as a template of CloudFormation. */
final class CloudFormation {
    private final Blueprint blueprint;
    private final Site site;
    private final Policies policies;
    private final List<String> dataPaths;
    private final Map<String, Map<String, Object>> resources = new LinkedHashMap<>();

    private CloudFormation(Blueprint blueprint, List<String> dataPaths) {
        this.blueprint = blueprint;
        this.site = blueprint.site();
        this.policies = new Policies(site);
        this.dataPaths = dataPaths;
    }

    /** The template of a region: everything in the home region, rules in another. */
    static String template(Blueprint blueprint, String region, List<String> dataPaths) {
        return JsonText.pretty(object(
                "AWSTemplateFormatVersion",
                "2010-09-09",
                "Description",
                "Pipeline " + blueprint.site().name() + " in " + region,
                "Resources",
                resources(blueprint, region, dataPaths)));
    }

    /** What the template makes, by logical id. */
    static Map<String, Map<String, Object>> resources(Blueprint blueprint, String region, List<String> dataPaths) {
        CloudFormation template = new CloudFormation(blueprint, dataPaths);
        if (region.equals(blueprint.site().homeRegion())) {
            template.logs();
            template.trail();
            template.dataTrail();
            template.alarm();
            template.queues();
            template.homeRules();
        } else {
            template.forwardingRules(region);
        }
        return template.resources;
    }

    private void add(String id, String type, Map<String, Object> properties, String... dependsOn) {
        Map<String, Object> resource = object("Type", type, "Properties", properties);
        if (dependsOn.length > 0) {
            resource.put("DependsOn", List.of(dependsOn));
        }
        resources.put(id, resource);
    }

    private List<Object> tags() {
        return List.of(object("Key", Blueprint.TAG, "Value", site.name()));
    }

    private void logs() {
        add(
                "LogGroup",
                "AWS::Logs::LogGroup",
                object("LogGroupName", site.name(), "RetentionInDays", Blueprint.RETENTION_DAYS, "Tags", tags()));
        onDeletion("LogGroup", "Delete");
        add("LogRole", "AWS::IAM::Role", role(site.logRole(), policies.logTrust(), policies.logRole()));
        for (MetricFilter filter : blueprint.plan().filters()) {
            add(
                    "Filter" + id(filter.name()),
                    "AWS::Logs::MetricFilter",
                    object(
                            "LogGroupName",
                            site.name(),
                            "FilterName",
                            filter.name(),
                            "FilterPattern",
                            filter.pattern().toString(),
                            "MetricTransformations",
                            List.of(object(
                                    "MetricNamespace",
                                    site.name(),
                                    "MetricName",
                                    Blueprint.METRIC,
                                    "MetricValue",
                                    "1"))),
                    "LogGroup");
        }
    }

    private void onDeletion(String id, String what) {
        resources.computeIfPresent(id, (same, resource) -> {
            resource.put("DeletionPolicy", what);
            resource.put("UpdateReplacePolicy", what);
            return resource;
        });
    }

    private Map<String, Object> role(String name, Map<String, Object> trust, Map<String, Object> policy) {
        return object(
                "RoleName",
                name,
                "AssumeRolePolicyDocument",
                trust,
                "Policies",
                List.of(object("PolicyName", name, "PolicyDocument", policy)),
                "Tags",
                tags());
    }

    /** The log files outlive the stack: they are evidence, and a bucket that is not empty cannot be deleted anyway. */
    private void trail() {
        add(
                "Bucket",
                "AWS::S3::Bucket",
                object(
                        "BucketName",
                        site.bucket(),
                        "PublicAccessBlockConfiguration",
                        object(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true),
                        "NotificationConfiguration",
                        object("QueueConfigurations", List.of(logFiles())),
                        "Tags",
                        tags()),
                "QueuePolicy");
        onDeletion("Bucket", "Retain");
        add(
                "BucketPolicy",
                "AWS::S3::BucketPolicy",
                object("Bucket", site.bucket(), "PolicyDocument", Policies.policy(policies.bucket())),
                "Bucket");
        add(
                "Trail",
                "AWS::CloudTrail::Trail",
                object(
                        "TrailName", site.name(),
                        "S3BucketName", site.bucket(),
                        "IsLogging", true,
                        "IsMultiRegionTrail", true,
                        "IncludeGlobalServiceEvents", true,
                        "EnableLogFileValidation", true,
                        "CloudWatchLogsLogGroupArn", site.logGroupArn(),
                        "CloudWatchLogsRoleArn", site.roleArn(site.logRole()),
                        "Tags", tags()),
                "BucketPolicy",
                "LogGroup",
                "LogRole");
    }

    private void dataTrail() {
        if (dataPaths.isEmpty()) {
            return;
        }
        List<Object> selectors = new ArrayList<>();
        for (String type : DataEvents.TYPES) {
            selectors.add(object(
                    "Name",
                    DataEvents.selector(site, type),
                    "FieldSelectors",
                    List.of(
                            object("Field", "eventCategory", "Equals", List.of("Data")),
                            object("Field", "resources.type", "Equals", List.of(type)),
                            object("Field", "userIdentity.arn", "StartsWith", DataEvents.prefixes(site, dataPaths)))));
        }
        add(
                "DataTrail",
                "AWS::CloudTrail::Trail",
                object(
                        "TrailName",
                        site.dataTrail(),
                        "S3BucketName",
                        site.bucket(),
                        "IsLogging",
                        true,
                        "IsMultiRegionTrail",
                        true,
                        "IncludeGlobalServiceEvents",
                        true,
                        "EnableLogFileValidation",
                        true,
                        "AdvancedEventSelectors",
                        selectors,
                        "Tags",
                        tags()),
                "BucketPolicy");
    }

    private Map<String, Object> logFiles() {
        return object(
                "Event",
                "s3:ObjectCreated:*",
                "Queue",
                site.queueArn(),
                "Filter",
                object("S3Key", object("Rules", List.of(object("Name", "prefix", "Value", site.logFilePrefix())))));
    }

    private void alarm() {
        add("Topic", "AWS::SNS::Topic", object("TopicName", site.name(), "Tags", tags()));
        add(
                "TopicPolicy",
                "AWS::SNS::TopicPolicy",
                object("Topics", List.of(site.topicArn()), "PolicyDocument", Policies.policy(policies.topic())),
                "Topic");
        add(
                "Alarm",
                "AWS::CloudWatch::Alarm",
                object(
                        "AlarmName",
                        site.name(),
                        "Namespace",
                        site.name(),
                        "MetricName",
                        Blueprint.METRIC,
                        "Statistic",
                        "Sum",
                        "Period",
                        Blueprint.ALARM_SECONDS,
                        "EvaluationPeriods",
                        1,
                        "DatapointsToAlarm",
                        1,
                        "Threshold",
                        1,
                        "ComparisonOperator",
                        "GreaterThanOrEqualToThreshold",
                        "TreatMissingData",
                        "notBreaching",
                        "AlarmActions",
                        List.of(site.topicArn()),
                        "Tags",
                        tags()),
                "TopicPolicy");
        add(
                "QueueSubscription",
                "AWS::SNS::Subscription",
                object("TopicArn", site.topicArn(), "Protocol", "sqs", "Endpoint", site.queueArn()),
                "Topic",
                "QueuePolicy");
        int number = 1;
        for (Blueprint.Subscriber subscriber : blueprint.subscribers()) {
            add(
                    "Subscription" + number++,
                    "AWS::SNS::Subscription",
                    object(
                            "TopicArn", site.topicArn(),
                            "Protocol", subscriber.protocol(),
                            "Endpoint", subscriber.endpoint()),
                    "Topic");
        }
    }

    private void queues() {
        queue("DeadQueue", site.deadQueue(), policies.deadQueue(), object());
        queue(
                "Queue",
                site.name(),
                policies.queueOfBoth(),
                object(
                        "RedrivePolicy",
                        object(
                                "deadLetterTargetArn",
                                object("Fn::GetAtt", List.of("DeadQueue", "Arn")),
                                "maxReceiveCount",
                                Blueprint.TRIES)));
    }

    private void queue(String id, String name, List<Map<String, Object>> policy, Map<String, Object> more) {
        Map<String, Object> properties =
                object("QueueName", name, "MessageRetentionPeriod", Blueprint.QUEUE_SECONDS, "Tags", tags());
        properties.putAll(more);
        add(id, "AWS::SQS::Queue", properties);
        add(
                id + "Policy",
                "AWS::SQS::QueuePolicy",
                object("Queues", List.of(object("Ref", id)), "PolicyDocument", Policies.policy(policy)));
    }

    private void homeRules() {
        for (EventPattern pattern : blueprint.patterns(site.homeRegion())) {
            rule("Rule", pattern, null, queueTarget());
        }
        if (site.otherRegions().isEmpty()) {
            return;
        }
        add("Bus", "AWS::Events::EventBus", object("Name", site.name(), "Tags", tags()));
        add("BusRole", "AWS::IAM::Role", role(site.busRole(), policies.busTrust(), policies.busRole()));
        for (EventPattern pattern : blueprint.busPatterns()) {
            rule("BusRule", pattern, site.name(), queueTarget());
        }
    }

    private Map<String, Object> queueTarget() {
        return object("Id", "queue", "Arn", site.queueArn(), "DeadLetterConfig", object("Arn", site.deadQueueArn()));
    }

    private void forwardingRules(String region) {
        for (EventPattern pattern : blueprint.patterns(region)) {
            rule(
                    "Rule",
                    pattern,
                    null,
                    object("Id", "bus", "Arn", site.busArn(), "RoleArn", site.roleArn(site.busRole())));
        }
    }

    private void rule(String kind, EventPattern pattern, @Nullable String bus, Map<String, Object> target) {
        Map<String, Object> properties = object(
                "Name",
                site.rule(pattern),
                "State",
                Blueprint.RULE_STATE,
                "EventPattern",
                pattern.document(),
                "Targets",
                List.of(target),
                "Tags",
                tags());
        List<String> after = new ArrayList<>();
        if (bus != null) {
            properties.put("EventBusName", bus);
            after.add("Bus");
        }
        if ("queue".equals(target.get("Id"))) {
            after.add("QueuePolicy");
        }
        add(kind + id(pattern.name()), "AWS::Events::Rule", properties, after.toArray(String[]::new));
    }

    private static String id(String name) {
        StringBuilder id = new StringBuilder();
        for (String word : name.split("-")) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return id.toString();
    }
}
