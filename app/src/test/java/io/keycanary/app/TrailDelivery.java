package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keycanary.pipeline.FilterPattern;
import io.keycanary.source.DetectionPath;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.event.ruler.Ruler;

/** Brings a record where CloudTrail, EventBridge, CloudWatch and SNS would, by the set-up that moto holds. */
final class TrailDelivery implements AutoCloseable {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ALARM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private final PipelineAccount account;

    TrailDelivery(URI moto) {
        account = new PipelineAccount(moto);
    }

    void deliver(DetectionPath path, JsonNode record) {
        List<Trail> trails = account.trails.describeTrails().trailList().stream()
                .filter(trail -> Boolean.TRUE.equals(
                        account.trails.getTrailStatus(r -> r.name(trail.name())).isLogging()))
                .toList();
        switch (path) {
            case TRAIL_S3 -> trails.forEach(trail -> toBucket(trail, record));
            case TRAIL_LOGS -> trails.forEach(trail -> toLogs(trail, record));
            case EVENTBRIDGE -> {
                if (!trails.isEmpty()) {
                    toRules(account.home, "default", envelope(record));
                }
            }
            default -> throw new IllegalArgumentException("no way from CloudTrail: " + path);
        }
    }

    private void toBucket(Trail trail, JsonNode record) {
        Instant now = Instant.now();
        String region = record.path("awsRegion").asText();
        String key = "AWSLogs/" + MotoAccount.ACCOUNT + "/CloudTrail/" + region + "/" + DAY.format(now) + "/"
                + MotoAccount.ACCOUNT + "_CloudTrail_" + region + "_" + MINUTE.format(now) + "_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16) + ".json.gz";
        byte[] file = CloudTrailFiles.gzip(CloudTrailFiles.file(List.of(record.toString())));
        account.s3.putObject(r -> r.bucket(trail.s3BucketName()).key(key), RequestBody.fromBytes(file));
    }

    /** The alarm is as if it had been all clear before. */
    private void toLogs(Trail trail, JsonNode record) {
        String arn = trail.cloudWatchLogsLogGroupArn();
        if (arn == null) {
            return;
        }
        String group = arn.split(":")[6];
        Object event = CloudTrailStandIn.JSON.convertValue(record, Object.class);
        boolean counted = account.logs.describeMetricFilters(r -> r.logGroupName(group)).metricFilters().stream()
                .anyMatch(filter -> FilterPattern.parse(filter.filterPattern()).matches(event));
        if (counted) {
            account.alarms.describeAlarms().metricAlarms().stream()
                    .filter(MetricAlarm::actionsEnabled)
                    .forEach(this::ring);
        }
    }

    private void ring(MetricAlarm alarm) {
        ObjectNode message = CloudTrailStandIn.JSON
                .createObjectNode()
                .put("AlarmName", alarm.alarmName())
                .put("AWSAccountId", MotoAccount.ACCOUNT)
                .put("NewStateValue", "ALARM")
                .put("NewStateReason", "Threshold Crossed: 1 out of the last 1 datapoints [1.0]")
                .put("StateChangeTime", ALARM.format(Instant.now()))
                .put("Region", "US East (N. Virginia)")
                .put("AlarmArn", alarm.alarmArn())
                .put("OldStateValue", "OK");
        alarm.alarmActions()
                .forEach(topic -> account.sns.publish(r -> r.topicArn(topic)
                        .subject("ALARM: \"" + alarm.alarmName() + "\" in US East (N. Virginia)")
                        .message(message.toString())));
    }

    private static ObjectNode envelope(JsonNode record) {
        ObjectNode envelope = CloudTrailStandIn.JSON
                .createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws." + record.path("eventSource").asText().replace(".amazonaws.com", ""))
                .put("account", MotoAccount.ACCOUNT)
                .put("time", record.path("eventTime").asText())
                .put("region", record.path("awsRegion").asText());
        envelope.putArray("resources");
        envelope.set("detail", record);
        return envelope;
    }

    /** A plain rule drops what only reads. */
    private void toRules(EventBridgeClient events, String bus, ObjectNode envelope) {
        boolean reads = envelope.at("/detail/readOnly").asBoolean();
        for (Rule rule : events.listRules(r -> r.eventBusName(bus)).rules()) {
            boolean open = rule.stateAsString().equals("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
                    || rule.stateAsString().equals("ENABLED") && !reads;
            if (open && matches(rule.eventPattern(), envelope)) {
                events.listTargetsByRule(r -> r.rule(rule.name()).eventBusName(bus))
                        .targets()
                        .forEach(target -> toTarget(target, envelope));
            }
        }
    }

    private static boolean matches(String pattern, ObjectNode envelope) {
        try {
            return Ruler.matchesRule(envelope.toString(), pattern);
        } catch (Exception e) { // the signature of the matcher: a pattern that is none
            throw new IllegalStateException(pattern, e);
        }
    }

    private void toTarget(Target target, ObjectNode envelope) {
        String name = target.arn().substring(target.arn().lastIndexOf(':') + 1);
        String url = account.sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
        account.sqs.sendMessage(r -> r.queueUrl(url).messageBody(envelope.toString()));
    }

    @Override
    public void close() {
        try {
            account.close();
        } catch (Exception e) { // the signature of AutoCloseable
            throw new IllegalStateException(e);
        }
    }
}
