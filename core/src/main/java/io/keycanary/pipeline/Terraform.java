package io.keycanary.pipeline;

import static io.keycanary.pipeline.JsonText.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline in the JSON syntax of Terraform, for the provider hashicorp/aws: one file for all regions. */
final class Terraform {
    private final Blueprint blueprint;
    private final Site site;
    private final Policies policies;
    private final List<String> dataPaths;
    private final Map<String, Map<String, Object>> resources = new LinkedHashMap<>();

    private Terraform(Blueprint blueprint, List<String> dataPaths) {
        this.blueprint = blueprint;
        this.site = blueprint.site();
        this.policies = new Policies(site);
        this.dataPaths = dataPaths;
    }

    static String configuration(Blueprint blueprint, List<String> dataPaths) {
        Terraform terraform = new Terraform(blueprint, dataPaths);
        terraform.logs();
        terraform.trail();
        terraform.dataTrail();
        terraform.alarm();
        terraform.queues();
        terraform.rules();
        return JsonText.pretty(terraform.document());
    }

    private Map<String, Object> document() {
        List<Object> providers = new ArrayList<>(List.of(object("region", site.homeRegion())));
        site.otherRegions().forEach(region -> providers.add(object("alias", id(region), "region", region)));
        return object(
                "terraform",
                object("required_providers", object("aws", object("source", "hashicorp/aws", "version", version()))),
                "provider",
                object("aws", providers),
                "resource",
                resources);
    }

    /** Older providers refuse selectors by {@code userIdentity.arn} (pull request 40629 of terraform-provider-aws). */
    private String version() {
        return dataPaths.isEmpty() ? ">= 5.40" : ">= 6.0";
    }

    /** Our text may hold what Terraform reads as a template. */
    private static String literal(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }

    private static String literal(Map<String, Object> document) {
        return literal(JsonText.compact(document));
    }

    private void add(String type, String id, Map<String, Object> arguments) {
        resources.computeIfAbsent(type, none -> new LinkedHashMap<>()).put(id, arguments);
    }

    private Map<String, Object> tagged(Map<String, Object> arguments) {
        arguments.put("tags", object(Blueprint.TAG, site.name()));
        return arguments;
    }

    private void logs() {
        add(
                "aws_cloudwatch_log_group",
                "records",
                tagged(object("name", site.name(), "retention_in_days", Blueprint.RETENTION_DAYS)));
        role("logs", site.logRole(), policies.logTrust(), policies.logRole());
        for (MetricFilter filter : blueprint.plan().filters()) {
            add(
                    "aws_cloudwatch_log_metric_filter",
                    id(filter.name()),
                    object(
                            "name",
                            filter.name(),
                            "log_group_name",
                            "${aws_cloudwatch_log_group.records.name}",
                            "pattern",
                            literal(filter.pattern().toString()),
                            "metric_transformation",
                            object("namespace", site.name(), "name", Blueprint.METRIC, "value", "1")));
        }
    }

    private void role(String id, String name, Map<String, Object> trust, Map<String, Object> policy) {
        add("aws_iam_role", id, tagged(object("name", name, "assume_role_policy", literal(trust))));
        add(
                "aws_iam_role_policy",
                id,
                object("name", name, "role", "${aws_iam_role." + id + ".name}", "policy", literal(policy)));
    }

    private void trail() {
        add("aws_s3_bucket", "logs", tagged(object("bucket", site.bucket())));
        add(
                "aws_s3_bucket_public_access_block",
                "logs",
                object(
                        "bucket", "${aws_s3_bucket.logs.id}",
                        "block_public_acls", true,
                        "block_public_policy", true,
                        "ignore_public_acls", true,
                        "restrict_public_buckets", true));
        add(
                "aws_s3_bucket_policy",
                "logs",
                object("bucket", "${aws_s3_bucket.logs.id}", "policy", literal(Policies.policy(policies.bucket()))));
        add(
                "aws_s3_bucket_notification",
                "logs",
                object(
                        "bucket",
                        "${aws_s3_bucket.logs.id}",
                        "queue",
                        List.of(object(
                                "queue_arn",
                                "${aws_sqs_queue.uses.arn}",
                                "events",
                                List.of("s3:ObjectCreated:*"),
                                "filter_prefix",
                                site.logFilePrefix())),
                        "depends_on",
                        List.of("aws_sqs_queue_policy.uses")));
        add(
                "aws_cloudtrail",
                "trail",
                tagged(object(
                        "name",
                        site.name(),
                        "s3_bucket_name",
                        "${aws_s3_bucket.logs.id}",
                        "is_multi_region_trail",
                        true,
                        "include_global_service_events",
                        true,
                        "enable_log_file_validation",
                        true,
                        "enable_logging",
                        true,
                        "cloud_watch_logs_group_arn",
                        "${aws_cloudwatch_log_group.records.arn}:*",
                        "cloud_watch_logs_role_arn",
                        "${aws_iam_role.logs.arn}",
                        "depends_on",
                        List.of("aws_s3_bucket_policy.logs", "aws_iam_role_policy.logs"))));
    }

    private void dataTrail() {
        if (dataPaths.isEmpty()) {
            return;
        }
        List<Object> selectors = new ArrayList<>();
        for (String type : DataEvents.TYPES) {
            selectors.add(object(
                    "name",
                    DataEvents.selector(site, type),
                    "field_selector",
                    List.of(
                            object("field", "eventCategory", "equals", List.of("Data")),
                            object("field", "resources.type", "equals", List.of(type)),
                            object("field", "userIdentity.arn", "starts_with", callers()))));
        }
        add(
                "aws_cloudtrail",
                "data",
                tagged(object(
                        "name",
                        site.dataTrail(),
                        "s3_bucket_name",
                        "${aws_s3_bucket.logs.id}",
                        "is_multi_region_trail",
                        true,
                        "include_global_service_events",
                        true,
                        "enable_log_file_validation",
                        true,
                        "enable_logging",
                        true,
                        "advanced_event_selector",
                        selectors,
                        "depends_on",
                        List.of("aws_s3_bucket_policy.logs"))));
    }

    private List<String> callers() {
        return DataEvents.prefixes(site, dataPaths).stream()
                .map(Terraform::literal)
                .toList();
    }

    private void alarm() {
        add("aws_sns_topic", "notices", tagged(object("name", site.name())));
        add(
                "aws_sns_topic_policy",
                "notices",
                object("arn", "${aws_sns_topic.notices.arn}", "policy", literal(Policies.policy(policies.topic()))));
        add(
                "aws_cloudwatch_metric_alarm",
                "uses",
                tagged(object(
                        "alarm_name",
                        site.name(),
                        "namespace",
                        site.name(),
                        "metric_name",
                        Blueprint.METRIC,
                        "statistic",
                        "Sum",
                        "period",
                        Blueprint.ALARM_SECONDS,
                        "evaluation_periods",
                        1,
                        "datapoints_to_alarm",
                        1,
                        "threshold",
                        1,
                        "comparison_operator",
                        "GreaterThanOrEqualToThreshold",
                        "treat_missing_data",
                        "notBreaching",
                        "alarm_actions",
                        List.of("${aws_sns_topic.notices.arn}"))));
        add(
                "aws_sns_topic_subscription",
                "queue",
                object(
                        "topic_arn", "${aws_sns_topic.notices.arn}",
                        "protocol", "sqs",
                        "endpoint", "${aws_sqs_queue.uses.arn}"));
        int number = 1;
        for (Blueprint.Subscriber subscriber : blueprint.subscribers()) {
            add(
                    "aws_sns_topic_subscription",
                    "subscriber_" + number++,
                    object(
                            "topic_arn",
                            "${aws_sns_topic.notices.arn}",
                            "protocol",
                            subscriber.protocol(),
                            "endpoint",
                            literal(subscriber.endpoint())));
        }
    }

    private void queues() {
        queue("dead", site.deadQueue(), policies.deadQueue(), object());
        Map<String, Object> redrive =
                object("deadLetterTargetArn", site.deadQueueArn(), "maxReceiveCount", Blueprint.TRIES);
        queue(
                "uses",
                site.name(),
                policies.queueOfBoth(),
                object("redrive_policy", literal(redrive), "depends_on", List.of("aws_sqs_queue.dead")));
    }

    private void queue(String id, String name, List<Map<String, Object>> policy, Map<String, Object> more) {
        Map<String, Object> queue = object("name", name, "message_retention_seconds", Blueprint.QUEUE_SECONDS);
        queue.putAll(more);
        add("aws_sqs_queue", id, tagged(queue));
        add(
                "aws_sqs_queue_policy",
                id,
                object("queue_url", "${aws_sqs_queue." + id + ".id}", "policy", literal(Policies.policy(policy))));
    }

    private void rules() {
        toQueue("home", blueprint.patterns(site.homeRegion()), null);
        if (site.otherRegions().isEmpty()) {
            return;
        }
        add("aws_cloudwatch_event_bus", "uses", tagged(object("name", site.name())));
        role("events", site.busRole(), policies.busTrust(), policies.busRole());
        toQueue("bus", blueprint.busPatterns(), "${aws_cloudwatch_event_bus.uses.name}");
        for (String region : site.otherRegions()) {
            for (EventPattern pattern : blueprint.patterns(region)) {
                Map<String, Object> target =
                        object("arn", "${aws_cloudwatch_event_bus.uses.arn}", "role_arn", "${aws_iam_role.events.arn}");
                rule(id(region), pattern, "aws." + id(region), null, target);
            }
        }
    }

    private void toQueue(String kind, List<EventPattern> patterns, @Nullable String bus) {
        for (EventPattern pattern : patterns) {
            Map<String, Object> target = object(
                    "arn",
                    "${aws_sqs_queue.uses.arn}",
                    "dead_letter_config",
                    object("arn", "${aws_sqs_queue.dead.arn}"));
            rule(kind, pattern, null, bus, target);
        }
    }

    private void rule(
            String kind,
            EventPattern pattern,
            @Nullable String provider,
            @Nullable String bus,
            Map<String, Object> target) {
        String id = kind + "_" + id(pattern.name());
        Map<String, Object> rule = object(
                "name", site.rule(pattern), "state", Blueprint.RULE_STATE, "event_pattern", literal(pattern.text()));
        target.put("rule", "${aws_cloudwatch_event_rule." + id + ".name}");
        if (provider != null) {
            rule.put("provider", provider);
            target.put("provider", provider);
        }
        if (bus != null) {
            rule.put("event_bus_name", bus);
            target.put("event_bus_name", bus);
        }
        add("aws_cloudwatch_event_rule", id, tagged(rule));
        add("aws_cloudwatch_event_target", id, target);
    }

    private static String id(String name) {
        return name.replace('-', '_');
    }
}
