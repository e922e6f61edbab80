package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** The log group that the trail writes to. */
final class LogGroupPart extends Part {
    private final Ground ground;
    private final String group;

    LogGroupPart(Ground ground) {
        super("log group " + ground.site().name());
        this.ground = ground;
        this.group = ground.site().name();
    }

    private Optional<LogGroup> found() {
        return ground.logs().describeLogGroups(r -> r.logGroupNamePrefix(group)).logGroups().stream()
                .filter(one -> one.logGroupName().equals(group))
                .findFirst();
    }

    private boolean ours() {
        String arn = ground.site().arn("logs", "log-group:" + group);
        Map<String, String> tags =
                ground.logs().listTagsForResource(r -> r.resourceArn(arn)).tags();
        return ground.ours(tags);
    }

    @Override
    Link look() {
        Optional<LogGroup> found = found();
        if (found.isEmpty()) {
            return missing();
        }
        if (!ours()) {
            return ground.adopt() ? good() : foreign(ADOPTABLE);
        }
        Integer days = found.get().retentionInDays();
        return judged(
                days != null && days == Blueprint.RETENTION_DAYS
                        ? null
                        : "records are kept for " + (days == null ? "ever" : days + " days") + ", not "
                                + Blueprint.RETENTION_DAYS + " days");
    }

    @Override
    void make() {
        if (found().isEmpty()) {
            ground.logs().createLogGroup(r -> r.logGroupName(group).tags(ground.tags()));
        }
        ground.logs().putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(Blueprint.RETENTION_DAYS));
    }

    @Override
    @Nullable
    String remove() {
        if (found().isEmpty() || !ours()) {
            return null;
        }
        ground.logs().deleteLogGroup(r -> r.logGroupName(group));
        return removed();
    }
}
