package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Makes of a CloudFormation template, property by property, what moto's CloudFormation leaves out without a word:
 * resources of seven types, and some properties of four more.
 */
final class TemplateStandIn {
    private final PipelineAccount account;

    TemplateStandIn(PipelineAccount account) {
        this.account = account;
    }

    void deploy(JsonNode template) {
        List<JsonNode> last = new ArrayList<>();
        for (JsonNode resource : template.get("Resources")) {
            JsonNode of = resource.get("Properties");
            switch (resource.get("Type").asText()) {
                case "AWS::CloudTrail::Trail" -> last.add(of);
                case "AWS::CloudWatch::Alarm" -> alarm(of);
                case "AWS::Events::EventBus" -> bus(of);
                case "AWS::IAM::Role" -> role(of);
                case "AWS::Logs::MetricFilter" -> filter(of);
                case "AWS::S3::Bucket" -> bucket(of);
                case "AWS::S3::BucketPolicy" ->
                    account.s3.putBucketPolicy(
                            r -> r.bucket(text(of, "/Bucket")).policy(document(of)));
                case "AWS::SNS::Subscription" ->
                    account.sns.subscribe(r -> r.topicArn(text(of, "/TopicArn"))
                            .protocol(text(of, "/Protocol"))
                            .endpoint(text(of, "/Endpoint")));
                case "AWS::SNS::Topic" -> topic(of);
                case "AWS::SNS::TopicPolicy" ->
                    account.sns.setTopicAttributes(r -> r.topicArn(text(of, "/Topics/0"))
                            .attributeName("Policy")
                            .attributeValue(document(of)));
                case "AWS::SQS::QueuePolicy" -> queuePolicy(template, of);
                default -> {}
            }
        }
        last.forEach(this::trail);
    }

    private static String text(JsonNode of, String pointer) {
        JsonNode found = of.at(pointer);
        if (!found.isValueNode() || found.isMissingNode()) {
            throw new AssertionError("the template has no " + pointer + " in " + of);
        }
        return found.asText();
    }

    private static String document(JsonNode of) {
        return of.get("PolicyDocument").toString();
    }

    private void trail(JsonNode of) {
        account.trails.createTrail(r -> r.name(text(of, "/TrailName"))
                .s3BucketName(text(of, "/S3BucketName"))
                .isMultiRegionTrail(of.get("IsMultiRegionTrail").asBoolean())
                .includeGlobalServiceEvents(of.get("IncludeGlobalServiceEvents").asBoolean())
                .enableLogFileValidation(of.get("EnableLogFileValidation").asBoolean())
                .cloudWatchLogsLogGroupArn(textOrNull(of, "/CloudWatchLogsLogGroupArn"))
                .cloudWatchLogsRoleArn(textOrNull(of, "/CloudWatchLogsRoleArn"))
                .tagsList(software.amazon.awssdk.services.cloudtrail.model.Tag.builder()
                        .key(text(of, "/Tags/0/Key"))
                        .value(text(of, "/Tags/0/Value"))
                        .build()));
        if (of.has("AdvancedEventSelectors")) {
            List<AdvancedEventSelector> selectors = new ArrayList<>();
            of.get("AdvancedEventSelectors").forEach(one -> selectors.add(selector(one)));
            account.trails.putEventSelectors(
                    r -> r.trailName(text(of, "/TrailName")).advancedEventSelectors(selectors));
        }
        if (of.get("IsLogging").asBoolean()) {
            account.trails.startLogging(r -> r.name(text(of, "/TrailName")));
        }
    }

    private static AdvancedEventSelector selector(JsonNode of) {
        List<AdvancedFieldSelector> fields = new ArrayList<>();
        of.get("FieldSelectors").forEach(field -> {
            AdvancedFieldSelector.Builder builder =
                    AdvancedFieldSelector.builder().field(text(field, "/Field"));
            if (field.has("Equals")) {
                builder.equalsValue(text(field, "/Equals/0"));
            } else {
                builder.startsWith(text(field, "/StartsWith/0"));
            }
            fields.add(builder.build());
        });
        return AdvancedEventSelector.builder()
                .name(text(of, "/Name"))
                .fieldSelectors(fields)
                .build();
    }

    private static @Nullable String textOrNull(JsonNode of, String pointer) {
        return of.at(pointer).isMissingNode() ? null : text(of, pointer);
    }

    private void alarm(JsonNode of) {
        account.alarms.putMetricAlarm(r -> r.alarmName(text(of, "/AlarmName"))
                .namespace(text(of, "/Namespace"))
                .metricName(text(of, "/MetricName"))
                .statistic(text(of, "/Statistic"))
                .period(of.get("Period").asInt())
                .evaluationPeriods(of.get("EvaluationPeriods").asInt())
                .datapointsToAlarm(of.get("DatapointsToAlarm").asInt())
                .threshold(of.get("Threshold").asDouble())
                .comparisonOperator(text(of, "/ComparisonOperator"))
                .treatMissingData(text(of, "/TreatMissingData"))
                .alarmActions(text(of, "/AlarmActions/0"))
                .tags(software.amazon.awssdk.services.cloudwatch.model.Tag.builder()
                        .key(text(of, "/Tags/0/Key"))
                        .value(text(of, "/Tags/0/Value"))
                        .build()));
    }

    private void bus(JsonNode of) {
        String arn =
                account.home.describeEventBus(r -> r.name(text(of, "/Name"))).arn();
        account.home.tagResource(r -> r.resourceARN(arn)
                .tags(Tag.builder()
                        .key(text(of, "/Tags/0/Key"))
                        .value(text(of, "/Tags/0/Value"))
                        .build()));
    }

    private void topic(JsonNode of) {
        String arn =
                account.sns.createTopic(r -> r.name(text(of, "/TopicName"))).topicArn();
        account.sns.tagResource(r -> r.resourceArn(arn)
                .tags(software.amazon.awssdk.services.sns.model.Tag.builder()
                        .key(text(of, "/Tags/0/Key"))
                        .value(text(of, "/Tags/0/Value"))
                        .build()));
    }

    /** moto keeps the policy of a template's role as the text of a Python object. */
    private void role(JsonNode of) {
        account.iam.putRolePolicy(r -> r.roleName(text(of, "/RoleName"))
                .policyName(text(of, "/Policies/0/PolicyName"))
                .policyDocument(document(of.at("/Policies/0"))));
    }

    private void filter(JsonNode of) {
        account.logs.putMetricFilter(r -> r.logGroupName(text(of, "/LogGroupName"))
                .filterName(text(of, "/FilterName"))
                .filterPattern(text(of, "/FilterPattern"))
                .metricTransformations(MetricTransformation.builder()
                        .metricNamespace(text(of, "/MetricTransformations/0/MetricNamespace"))
                        .metricName(text(of, "/MetricTransformations/0/MetricName"))
                        .metricValue(text(of, "/MetricTransformations/0/MetricValue"))
                        .build()));
    }

    private void bucket(JsonNode of) {
        String name = text(of, "/BucketName");
        JsonNode block = of.get("PublicAccessBlockConfiguration");
        account.s3.putPublicAccessBlock(r -> r.bucket(name)
                .publicAccessBlockConfiguration(b -> b.blockPublicAcls(
                                block.get("BlockPublicAcls").asBoolean())
                        .blockPublicPolicy(block.get("BlockPublicPolicy").asBoolean())
                        .ignorePublicAcls(block.get("IgnorePublicAcls").asBoolean())
                        .restrictPublicBuckets(
                                block.get("RestrictPublicBuckets").asBoolean())));
        JsonNode told = of.at("/NotificationConfiguration/QueueConfigurations/0");
        FilterRule rule = FilterRule.builder()
                .name(text(told, "/Filter/S3Key/Rules/0/Name"))
                .value(text(told, "/Filter/S3Key/Rules/0/Value"))
                .build();
        account.s3.putBucketNotificationConfiguration(r -> r.bucket(name)
                .notificationConfiguration(c -> c.queueConfigurations(QueueConfiguration.builder()
                        .queueArn(text(told, "/Queue"))
                        .events(Event.fromValue(text(told, "/Event")))
                        .filter(f -> f.key(k -> k.filterRules(rule)))
                        .build())));
    }

    private void queuePolicy(JsonNode template, JsonNode of) {
        String name = text(template, "/Resources/" + text(of, "/Queues/0/Ref") + "/Properties/QueueName");
        String url = account.sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
        account.sqs.setQueueAttributes(
                r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, document(of))));
    }
}
