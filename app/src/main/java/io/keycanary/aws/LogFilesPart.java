package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket tells the queue of each log file. Notifications of a bucket are replaced as a whole: others are kept. */
final class LogFilesPart extends Part {
    private final Ground ground;
    private final Site site;
    private final QueueConfiguration wanted;

    LogFilesPart(Ground ground) {
        super("log files of " + ground.site().bucket() + " to queue "
                + ground.site().name());
        this.ground = ground;
        this.site = ground.site();
        FilterRule prefix = FilterRule.builder()
                .name("prefix") // as S3 reads it; the SDK's constant is written otherwise
                .value(site.logFilePrefix())
                .build();
        this.wanted = QueueConfiguration.builder()
                .id(site.name())
                .queueArn(site.queueArn())
                .events(Event.S3_OBJECT_CREATED)
                .filter(f -> f.key(k -> k.filterRules(prefix)))
                .build();
    }

    private @Nullable GetBucketNotificationConfigurationResponse found() {
        try {
            return ground.s3().getBucketNotificationConfiguration(r -> r.bucket(site.bucket()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** S3 sends events of one kind and prefix to one place only. */
    @Override
    Link look() {
        GetBucketNotificationConfigurationResponse there = found();
        if (there == null) {
            return missing();
        }
        List<QueueConfiguration> ours =
                there.queueConfigurations().stream().filter(this::isOurs).toList();
        return ours.isEmpty() ? missing() : judged(isRight(ours.getFirst()) ? null : "it is not as planned");
    }

    private boolean isOurs(QueueConfiguration one) {
        return site.queueArn().equals(one.queueArn());
    }

    /** S3 may write the name of a filter in another case. */
    private boolean isRight(QueueConfiguration there) {
        return wanted.events().equals(there.events())
                && there.filter() != null
                && there.filter().key().filterRules().size() == 1
                && wanted.filter()
                        .key()
                        .filterRules()
                        .getFirst()
                        .value()
                        .equals(there.filter().key().filterRules().getFirst().value());
    }

    @Override
    void make() {
        GetBucketNotificationConfigurationResponse there = found();
        List<QueueConfiguration> queues = new ArrayList<>(others(there));
        queues.add(wanted);
        put(there, queues);
    }

    private List<QueueConfiguration> others(@Nullable GetBucketNotificationConfigurationResponse there) {
        return there == null
                ? List.of()
                : there.queueConfigurations().stream()
                        .filter(one -> !isOurs(one))
                        .toList();
    }

    private void put(@Nullable GetBucketNotificationConfigurationResponse there, List<QueueConfiguration> queues) {
        ground.s3()
                .putBucketNotificationConfiguration(r -> r.bucket(site.bucket()).notificationConfiguration(c -> {
                    c.queueConfigurations(queues);
                    if (there != null) {
                        c.topicConfigurations(there.topicConfigurations())
                                .lambdaFunctionConfigurations(there.lambdaFunctionConfigurations())
                                .eventBridgeConfiguration(there.eventBridgeConfiguration());
                    }
                }));
    }

    @Override
    @Nullable
    String remove() {
        GetBucketNotificationConfigurationResponse there = found();
        if (there == null || there.queueConfigurations().stream().noneMatch(this::isOurs)) {
            return null;
        }
        put(there, others(there));
        return removed();
    }
}
