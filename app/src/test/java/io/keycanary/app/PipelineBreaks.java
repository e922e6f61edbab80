package io.keycanary.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What somebody does to a pipeline.
 *
 * @param part that status must then name
 * @param says a word of what it must say
 */
record PipelineBreaks(String part, String says, Consumer<PipelineAccount> how) {
    private static final String ACCOUNT = MotoAccount.ACCOUNT;
    private static final String NAME = "activity-watch";
    private static final String TOPIC = "arn:aws:sns:us-east-1:" + ACCOUNT + ":" + NAME;
    private static final String BUCKET = NAME + "-" + ACCOUNT + "-us-east-1";

    private static final MetricTransformation COUNT = MetricTransformation.builder()
            .metricNamespace(NAME)
            .metricName("Uses")
            .metricValue("1")
            .build();

    private static final QueueConfiguration REMOVED = QueueConfiguration.builder()
            .queueArn("arn:aws:sqs:us-east-1:" + ACCOUNT + ":" + NAME)
            .events(Event.S3_OBJECT_REMOVED)
            .build();

    private static final String OTHER_TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private static final String QUEUE_RULE = NAME + "-path-1";
    private static final String PARTS_RULE = NAME + "-watch-parts-1";

    /** Half of them, others each time, because each takes two runs of the program; all by {@code -Dpipeline.breaks=all}. */
    static List<PipelineBreaks> drawn() {
        List<PipelineBreaks> drawn = all();
        if (!System.getProperty("pipeline.breaks", "").equals("all")) {
            Collections.shuffle(drawn);
            return drawn.subList(0, drawn.size() / 2);
        }
        return drawn;
    }

    static List<PipelineBreaks> all() {
        List<PipelineBreaks> all = new ArrayList<>();
        all.add(new PipelineBreaks("trail " + NAME, "stopped", a -> a.trails.stopLogging(r -> r.name(NAME))));
        all.add(new PipelineBreaks(
                "trail " + NAME,
                "one region",
                a -> a.trails.updateTrail(r -> r.name(NAME).isMultiRegionTrail(false))));
        all.add(new PipelineBreaks(
                "trail " + NAME,
                "validation",
                a -> a.trails.updateTrail(r -> r.name(NAME).enableLogFileValidation(false))));
        all.add(new PipelineBreaks(
                "trail " + NAME,
                "selectors",
                a -> a.trails.putEventSelectors(r -> r.trailName(NAME)
                        .eventSelectors(EventSelector.builder()
                                .readWriteType(ReadWriteType.WRITE_ONLY)
                                .includeManagementEvents(true)
                                .build()))));
        all.add(new PipelineBreaks("trail " + NAME, "missing", a -> a.trails.deleteTrail(r -> r.name(NAME))));
        all.add(new PipelineBreaks("bucket " + BUCKET, "policy", a -> a.s3.deleteBucketPolicy(r -> r.bucket(BUCKET))));
        all.add(new PipelineBreaks(
                "bucket " + BUCKET, "public", a -> a.s3.deletePublicAccessBlock(r -> r.bucket(BUCKET))));
        all.add(new PipelineBreaks(
                "log group " + NAME, "ever", a -> a.logs.deleteRetentionPolicy(r -> r.logGroupName(NAME))));
        all.add(new PipelineBreaks(
                "metric filters of " + NAME,
                "principal-id-1 is missing",
                a -> a.logs.deleteMetricFilter(r -> r.logGroupName(NAME).filterName("principal-id-1"))));
        all.add(new PipelineBreaks(
                "metric filters of " + NAME,
                "path-1 is not as planned",
                a -> a.logs.putMetricFilter(r -> r.logGroupName(NAME)
                        .filterName("path-1")
                        .filterPattern("{ $.x = 1 }")
                        .metricTransformations(COUNT))));
        all.add(new PipelineBreaks(
                "metric filters of " + NAME,
                "sign-in-9 is no longer",
                a -> a.logs.putMetricFilter(r -> r.logGroupName(NAME)
                        .filterName("sign-in-9")
                        .filterPattern("{ $.x = 1 }")
                        .metricTransformations(COUNT))));
        all.add(new PipelineBreaks(
                "role " + NAME + "-logs",
                "permissions",
                a -> a.iam.deleteRolePolicy(r -> r.roleName(NAME + "-logs").policyName(NAME + "-logs"))));
        all.add(new PipelineBreaks(
                "role " + NAME + "-events",
                "trust",
                a -> a.iam.updateAssumeRolePolicy(
                        r -> r.roleName(NAME + "-events").policyDocument(OTHER_TRUST))));
        all.add(new PipelineBreaks("alarm " + NAME, "disabled", a -> silence(a)));
        all.add(new PipelineBreaks("alarm " + NAME, "missing", a -> a.alarms.deleteAlarms(r -> r.alarmNames(NAME))));
        all.add(new PipelineBreaks(
                "topic " + NAME,
                "policy",
                a -> a.sns.setTopicAttributes(r ->
                        r.topicArn(TOPIC).attributeName("Policy").attributeValue("{\"Version\":\"2012-10-17\"}"))));
        all.add(new PipelineBreaks("subscribers of " + NAME, "not subscribed", a -> unsubscribe(a, "email")));
        all.add(new PipelineBreaks(
                "notices of topic " + NAME + " to queue " + NAME, "missing", a -> unsubscribe(a, "sqs")));
        all.add(new PipelineBreaks(
                "log files of " + BUCKET + " to queue " + NAME,
                "missing",
                a -> a.s3.putBucketNotificationConfiguration(
                        r -> r.bucket(BUCKET).notificationConfiguration(c -> {}))));
        all.add(new PipelineBreaks(
                "log files of " + BUCKET + " to queue " + NAME,
                "not as planned",
                a -> a.s3.putBucketNotificationConfiguration(
                        r -> r.bucket(BUCKET).notificationConfiguration(c -> c.queueConfigurations(REMOVED)))));
        all.add(new PipelineBreaks("queue " + NAME, "policy", a -> queue(a, QueueAttributeName.POLICY, "")));
        all.add(new PipelineBreaks(
                "queue " + NAME, "60 s", a -> queue(a, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")));
        all.add(new PipelineBreaks(
                "queue " + NAME + "-dead",
                "missing",
                a -> a.sqs.deleteQueue(r -> r.queueUrl(
                        a.sqs.getQueueUrl(q -> q.queueName(NAME + "-dead")).queueUrl()))));
        all.add(new PipelineBreaks(
                "rule us-east-1/default/" + QUEUE_RULE,
                "read-only",
                a -> a.home.putRule(
                        r -> r.name(QUEUE_RULE).eventPattern(pattern(a)).state(RuleState.ENABLED))));
        all.add(new PipelineBreaks(
                "rule us-east-1/default/" + QUEUE_RULE, "DISABLED", a -> a.home.disableRule(r -> r.name(QUEUE_RULE))));
        all.add(new PipelineBreaks(
                "rule us-east-1/default/" + QUEUE_RULE,
                "does not send",
                a -> a.home.removeTargets(r -> r.rule(QUEUE_RULE).ids("queue"))));
        all.add(new PipelineBreaks(
                "rule eu-west-1/default/" + QUEUE_RULE,
                "pattern",
                a -> a.other.putRule(r -> r.name(QUEUE_RULE)
                        .eventPattern("{\"source\":[\"x\"]}")
                        .state("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))));
        all.add(new PipelineBreaks(
                "rule us-east-1/default/" + PARTS_RULE, "DISABLED", a -> a.home.disableRule(r -> r.name(PARTS_RULE))));
        all.add(new PipelineBreaks(
                "rule us-east-1/default/" + NAME + "-watch-users-1",
                "pattern",
                a -> a.home.putRule(r -> r.name(NAME + "-watch-users-1")
                        .eventPattern("{\"source\":[\"x\"]}")
                        .state("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))));
        all.add(new PipelineBreaks("rule eu-west-1/default/" + PARTS_RULE, "missing", a -> {
            a.other.removeTargets(r -> r.rule(PARTS_RULE).ids("bus"));
            a.other.deleteRule(r -> r.name(PARTS_RULE));
        }));
        all.add(new PipelineBreaks(
                "rule us-east-1/" + NAME + "/" + PARTS_RULE,
                "does not send",
                a -> a.home.removeTargets(
                        r -> r.rule(PARTS_RULE).eventBusName(NAME).ids("queue"))));
        all.add(new PipelineBreaks("rule eu-west-1/default/" + NAME + "-sign-in-1", "missing", a -> {
            a.other.removeTargets(r -> r.rule(NAME + "-sign-in-1").ids("bus"));
            a.other.deleteRule(r -> r.name(NAME + "-sign-in-1"));
        }));
        return all;
    }

    private static void unsubscribe(PipelineAccount a, String protocol) {
        a.sns.listSubscriptions().subscriptions().stream()
                .filter(s -> s.protocol().equals(protocol))
                .forEach(s -> a.sns.unsubscribe(r -> r.subscriptionArn(s.subscriptionArn())));
    }

    /** As DisableAlarmActions does, which moto lacks. */
    private static void silence(PipelineAccount a) {
        a.alarms.putMetricAlarm(r -> r.alarmName(NAME)
                .namespace(NAME)
                .metricName("Uses")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .datapointsToAlarm(1)
                .threshold(1.0)
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .treatMissingData("notBreaching")
                .alarmActions(TOPIC)
                .actionsEnabled(false));
    }

    private static String pattern(PipelineAccount a) {
        return a.home.describeRule(r -> r.name(QUEUE_RULE)).eventPattern();
    }

    private static void queue(PipelineAccount a, QueueAttributeName attribute, String value) {
        String url = a.sqs.getQueueUrl(q -> q.queueName(NAME)).queueUrl();
        Map<QueueAttributeName, String> wanted =
                new HashMap<>(a.sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.POLICY))
                        .attributes()); // moto forgets the policy when something else is set
        wanted.put(attribute, value);
        a.sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(wanted));
    }
}
