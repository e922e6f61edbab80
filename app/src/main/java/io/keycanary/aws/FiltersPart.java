package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The metric filters of the log group. Ours are those that count into our metric. */
final class FiltersPart extends Part {
    private final Ground ground;
    private final String group;

    FiltersPart(Ground ground) {
        super("metric filters of " + ground.site().name());
        this.ground = ground;
        this.group = ground.site().name();
    }

    private List<MetricFilter> all() {
        try {
            return ground.logs().describeMetricFiltersPaginator(r -> r.logGroupName(group)).metricFilters().stream()
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        }
    }

    private boolean ours(MetricFilter filter) {
        return filter.metricTransformations().stream().anyMatch(to -> group.equals(to.metricNamespace()));
    }

    /** By name; where a server holds two of a name, the newer. */
    private Map<String, MetricFilter> ours(List<MetricFilter> all) {
        return all.stream().filter(this::ours).collect(Collectors.toMap(MetricFilter::filterName, f -> f, (a, b) -> b));
    }

    private static boolean isRight(@Nullable MetricFilter there, io.keycanary.pipeline.MetricFilter planned) {
        return there != null && there.filterPattern().equals(planned.pattern().toString()) && counts(there);
    }

    private static boolean counts(MetricFilter filter) {
        return filter.metricTransformations().stream()
                .anyMatch(to -> Blueprint.METRIC.equals(to.metricName()) && "1".equals(to.metricValue()));
    }

    private Map<String, io.keycanary.pipeline.MetricFilter> wanted() {
        return ground.blueprint().plan().filters().stream()
                .collect(Collectors.toMap(
                        io.keycanary.pipeline.MetricFilter::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    @Override
    Link look() {
        List<MetricFilter> all = all();
        Map<String, MetricFilter> there = ours(all);
        long others = all.stream().filter(filter -> !ours(filter)).count();
        if (others + wanted().size() > FilterPlan.MAX_FILTERS) {
            return foreign("the log group holds " + others + " filters of others and takes " + FilterPlan.MAX_FILTERS
                    + " in all, too few for " + wanted().size() + " of ours: choose another --name");
        }
        List<String> differences = new ArrayList<>();
        wanted().forEach((name, filter) -> {
            MetricFilter one = there.get(name);
            if (one == null) {
                differences.add(name + " is missing");
            } else if (!isRight(one, filter)) {
                differences.add(name + " is not as planned");
            }
        });
        there.keySet().stream()
                .filter(name -> !wanted().containsKey(name))
                .forEach(name -> differences.add(name + " is no longer planned"));
        return there.isEmpty() ? missing() : judged(differences.isEmpty() ? null : String.join(", ", differences));
    }

    @Override
    void make() {
        MetricTransformation count = MetricTransformation.builder()
                .metricNamespace(group)
                .metricName(Blueprint.METRIC)
                .metricValue("1")
                .build();
        Map<String, MetricFilter> there = ours(all());
        wanted().values().stream()
                .filter(filter -> !isRight(there.get(filter.name()), filter))
                .forEach(filter -> ground.logs()
                        .putMetricFilter(r -> r.logGroupName(group)
                                .filterName(filter.name())
                                .filterPattern(filter.pattern().toString())
                                .metricTransformations(count)));
        delete(all().stream()
                .filter(this::ours)
                .filter(filter -> !wanted().containsKey(filter.filterName()))
                .toList());
    }

    private void delete(List<MetricFilter> filters) {
        filters.forEach(filter ->
                ground.logs().deleteMetricFilter(r -> r.logGroupName(group).filterName(filter.filterName())));
    }

    @Override
    @Nullable
    String remove() {
        List<MetricFilter> ours = all().stream().filter(this::ours).toList();
        delete(ours);
        return ours.isEmpty() ? null : removed();
    }
}
