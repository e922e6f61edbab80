package io.keycanary.pipeline;

import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ARNs of all parts of a pipeline: who changes one of them acts on the sensors. */
public final class SensorArns {
    private SensorArns() {}

    /**
     * Of a pipeline that was set up.
     *
     * @param tokens of the account; rules follow from them
     * @param paths in which there are decoys only
     */
    public static Set<String> of(InstalledPipeline pipeline, List<CanaryToken> tokens, List<String> paths) {
        Site site = pipeline.site();
        Choice choice = pipeline.choice();
        Set<String> arns = new LinkedHashSet<>();
        if (choice.classic()) {
            arns.addAll(List.of(
                    site.trailArn(),
                    site.logGroupArn(),
                    site.alarmArn(),
                    site.topicArn(),
                    site.bucketArn(),
                    site.roleArn(site.logRole())));
        }
        if (choice.dataEvents()) {
            arns.add(site.dataTrailArn());
        }
        arns.add(site.queueArn());
        arns.add(site.deadQueueArn());
        if (choice.fast()) {
            arns.addAll(rules(site, tokens, paths));
        }
        return arns;
    }

    private static List<String> rules(Site site, List<CanaryToken> tokens, List<String> paths) {
        FilterPlan none = new FilterPlan(List.of(), List.of(), 0);
        Blueprint blueprint =
                new Blueprint(site, none, EventPattern.of(site.accountId(), tokens, paths), tokens, List.of());
        List<String> arns = new ArrayList<>();
        List<String> regions = new ArrayList<>(site.otherRegions());
        regions.add(site.homeRegion());
        for (String region : regions) {
            blueprint
                    .patterns(region)
                    .forEach(pattern -> arns.add(site.ruleArn(region, "default", site.rule(pattern))));
        }
        if (!site.otherRegions().isEmpty()) {
            arns.add(site.busArn());
            arns.add(site.roleArn(site.busRole()));
            blueprint
                    .busPatterns()
                    .forEach(pattern -> arns.add(site.ruleArn(site.homeRegion(), site.name(), site.rule(pattern))));
        }
        return arns;
    }
}
