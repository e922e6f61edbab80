package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** The alarm: one use within a minute. */
final class AlarmPart extends Part {
    private final Ground ground;
    private final Site site;

    AlarmPart(Ground ground) {
        super("alarm " + ground.site().name());
        this.ground = ground;
        this.site = ground.site();
    }

    private @Nullable MetricAlarm found() {
        List<MetricAlarm> alarms =
                ground.alarms().describeAlarms(r -> r.alarmNames(site.name())).metricAlarms();
        return alarms.isEmpty() ? null : alarms.getFirst();
    }

    private boolean ours() {
        return ground.ours(ground.alarms().listTagsForResource(r -> r.resourceARN(site.alarmArn())).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    @Override
    Link look() {
        MetricAlarm alarm = found();
        if (alarm == null) {
            return missing();
        }
        return ours() ? judged(wrong(alarm)) : foreign(NOT_OURS);
    }

    private @Nullable String wrong(MetricAlarm alarm) {
        if (!site.name().equals(alarm.namespace())
                || !Blueprint.METRIC.equals(alarm.metricName())
                || alarm.statistic() != Statistic.SUM) {
            return "it watches another metric";
        }
        if (alarm.comparisonOperator() != ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
                || alarm.threshold() != 1) {
            return "it does not ring at the first use";
        }
        Integer needed = alarm.datapointsToAlarm();
        if (alarm.period() != Blueprint.ALARM_SECONDS
                || alarm.evaluationPeriods() != 1
                || (needed != null && needed != 1)) {
            return "it does not ring within the minute";
        }
        if (!"notBreaching".equals(alarm.treatMissingData())) {
            return "it does not take silence for good, so it will not ring a second time";
        }
        if (!Boolean.TRUE.equals(alarm.actionsEnabled())) {
            return "its actions are disabled";
        }
        return alarm.alarmActions().contains(site.topicArn()) ? null : "it does not publish to topic " + site.name();
    }

    /** An alarm is replaced as a whole: the actions that others added are kept. */
    @Override
    void make() {
        MetricAlarm there = found();
        Set<String> actions = new LinkedHashSet<>(there == null ? List.of() : there.alarmActions());
        actions.add(site.topicArn());
        List<Tag> tags = ground.tags().entrySet().stream()
                .map(one ->
                        Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList();
        ground.alarms()
                .putMetricAlarm(r -> r.alarmName(site.name())
                        .namespace(site.name())
                        .metricName(Blueprint.METRIC)
                        .statistic(Statistic.SUM)
                        .period(Blueprint.ALARM_SECONDS)
                        .evaluationPeriods(1)
                        .datapointsToAlarm(1)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                        .treatMissingData("notBreaching")
                        .actionsEnabled(true)
                        .alarmActions(actions)
                        .okActions(there == null ? List.of() : there.okActions())
                        .insufficientDataActions(there == null ? List.of() : there.insufficientDataActions())
                        .tags(tags));
    }

    @Override
    @Nullable
    String remove() {
        if (found() == null || !ours()) {
            return null;
        }
        ground.alarms().deleteAlarms(r -> r.alarmNames(site.name()));
        return removed();
    }
}
