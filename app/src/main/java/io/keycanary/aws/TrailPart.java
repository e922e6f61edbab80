package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/** The trail: every region, read and write events, validated files, into bucket and log group. */
final class TrailPart extends Part {
    private final Ground ground;
    private final Site site;

    TrailPart(Ground ground) {
        super("trail " + ground.site().name());
        this.ground = ground;
        this.site = ground.site();
    }

    private @Nullable Trail found() {
        try {
            return ground.trails().getTrail(r -> r.name(site.name())).trail();
        } catch (TrailNotFoundException e) {
            return null;
        }
    }

    private boolean ours() {
        return ground.ours(ground.trails().listTags(r -> r.resourceIdList(site.trailArn())).resourceTagList().stream()
                .flatMap(resource -> resource.tagsList().stream())
                .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    @Override
    Link look() {
        Trail trail = found();
        if (trail == null) {
            Optional<String> other = ground.choice().secondTrail() ? Optional.empty() : otherTrail();
            return other.map(name -> foreign("trail " + name + " records management events already, and AWS charges $2"
                            + " per 100,000 events for a second copy: use --only eventbridge, which needs no trail of"
                            + " its own, or accept that with --second-trail"))
                    .orElseGet(this::missing);
        }
        return ours() ? judged(wrong(trail)) : foreign(NOT_OURS);
    }

    private Optional<String> otherTrail() {
        return ground.trails().describeTrails(r -> r.includeShadowTrails(true)).trailList().stream()
                .filter(trail -> Boolean.TRUE.equals(trail.isMultiRegionTrail()))
                .filter(trail -> isLogging(trail.trailARN()) && recordsEverything(trail.trailARN()))
                .map(Trail::name)
                .findFirst();
    }

    private boolean isLogging(String arn) {
        return Boolean.TRUE.equals(
                ground.trails().getTrailStatus(r -> r.name(arn)).isLogging());
    }

    private @Nullable String wrong(Trail trail) {
        if (!Boolean.TRUE.equals(trail.isMultiRegionTrail())) {
            return "it records one region only";
        }
        if (!Boolean.TRUE.equals(trail.includeGlobalServiceEvents())) {
            return "it leaves out global services, such as IAM";
        }
        if (!Boolean.TRUE.equals(trail.logFileValidationEnabled())) {
            return "log file validation is off";
        }
        if (!site.bucket().equals(trail.s3BucketName())) {
            return "it writes to bucket " + trail.s3BucketName();
        }
        if (!site.logGroupArn().equals(trail.cloudWatchLogsLogGroupArn())
                || !site.roleArn(site.logRole()).equals(trail.cloudWatchLogsRoleArn())) {
            return "it does not write to log group " + site.name();
        }
        if (!isLogging(site.name())) {
            return "logging is stopped";
        }
        return recordsEverything(site.name()) ? null : "its selectors leave management events out";
    }

    /** A trail without selectors records all management events. */
    private boolean recordsEverything(String arn) {
        GetEventSelectorsResponse selectors = ground.trails().getEventSelectors(r -> r.trailName(arn));
        if (selectors.hasAdvancedEventSelectors()
                && !selectors.advancedEventSelectors().isEmpty()) {
            return selectors.advancedEventSelectors().stream().anyMatch(TrailPart::isAllManagement);
        }
        return selectors.eventSelectors().isEmpty()
                || selectors.eventSelectors().stream()
                        .anyMatch(selector -> !Boolean.FALSE.equals(selector.includeManagementEvents())
                                && selector.readWriteType() == ReadWriteType.ALL
                                && selector.excludeManagementEventSources().isEmpty());
    }

    private static boolean isAllManagement(AdvancedEventSelector selector) {
        List<AdvancedFieldSelector> fields = selector.fieldSelectors();
        return fields.size() == 1
                && fields.getFirst().field().equals("eventCategory")
                && fields.getFirst().equalsValue().contains("Management");
    }

    /** As CloudTrail takes them. */
    static List<Tag> tags(Ground ground) {
        return ground.tags().entrySet().stream()
                .map(one ->
                        Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList();
    }

    @Override
    void make() {
        if (found() == null) {
            List<Tag> tags = tags(ground);
            Eventually.accepted(() -> ground.trails()
                    .createTrail(r -> r.name(site.name())
                            .s3BucketName(site.bucket())
                            .isMultiRegionTrail(true)
                            .includeGlobalServiceEvents(true)
                            .enableLogFileValidation(true)
                            .cloudWatchLogsLogGroupArn(site.logGroupArn())
                            .cloudWatchLogsRoleArn(site.roleArn(site.logRole()))
                            .tagsList(tags)));
        } else {
            Eventually.accepted(() -> ground.trails()
                    .updateTrail(r -> r.name(site.name())
                            .s3BucketName(site.bucket())
                            .isMultiRegionTrail(true)
                            .includeGlobalServiceEvents(true)
                            .enableLogFileValidation(true)
                            .cloudWatchLogsLogGroupArn(site.logGroupArn())
                            .cloudWatchLogsRoleArn(site.roleArn(site.logRole()))));
        }
        if (!recordsEverything(site.name())) {
            recordEverything();
        }
        ground.trails().startLogging(r -> r.name(site.name()));
    }

    /** Selectors are replaced as a whole: what they say of data events is kept. */
    private void recordEverything() {
        GetEventSelectorsResponse there = ground.trails().getEventSelectors(r -> r.trailName(site.name()));
        if (there.hasAdvancedEventSelectors() && !there.advancedEventSelectors().isEmpty()) {
            List<AdvancedEventSelector> all = new java.util.ArrayList<>(there.advancedEventSelectors());
            all.add(AdvancedEventSelector.builder()
                    .name("management events")
                    .fieldSelectors(AdvancedFieldSelector.builder()
                            .field("eventCategory")
                            .equalsValue("Management")
                            .build())
                    .build());
            ground.trails().putEventSelectors(r -> r.trailName(site.name()).advancedEventSelectors(all));
            return;
        }
        EventSelector first = Objects.requireNonNull(there.eventSelectors().getFirst());
        EventSelector whole = first.toBuilder()
                .includeManagementEvents(true)
                .readWriteType(ReadWriteType.ALL)
                .excludeManagementEventSources(List.of())
                .build();
        List<EventSelector> all = new java.util.ArrayList<>(there.eventSelectors());
        all.set(0, whole);
        ground.trails().putEventSelectors(r -> r.trailName(site.name()).eventSelectors(all));
    }

    @Override
    @Nullable
    String remove() {
        if (found() == null || !ours()) {
            return null;
        }
        ground.trails().deleteTrail(r -> r.name(site.name()));
        return removed();
    }
}
