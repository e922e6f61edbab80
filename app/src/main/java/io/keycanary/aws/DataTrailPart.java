package io.keycanary.aws;

import io.keycanary.pipeline.DataEvents;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/**
 * The trail for the data events of decoys, of all regions, into the bucket of the pipeline. It records no management events:
 * a second copy of those costs. Selectors are replaced as a whole: in a trail of somebody else, which is used with
 * {@code --adopt} only, theirs come back as they were.
 */
final class DataTrailPart extends Part {
    private final Ground ground;
    private final Site site;
    private final List<AdvancedEventSelector> wanted;

    DataTrailPart(Ground ground) {
        super("trail " + ground.site().dataTrail() + " for data events");
        this.ground = ground;
        this.site = ground.site();
        List<String> callers = ground.paths().stream()
                .map(path -> DataEvents.prefix(site, path))
                .toList();
        this.wanted = DataEvents.TYPES.stream()
                .map(type -> selector(site, type, callers))
                .toList();
    }

    private static AdvancedEventSelector selector(Site site, String type, List<String> callers) {
        return AdvancedEventSelector.builder()
                .name(DataEvents.selector(site, type))
                .fieldSelectors(
                        field("eventCategory").equalsValue("Data").build(),
                        field("resources.type").equalsValue(type).build(),
                        field("userIdentity.arn").startsWith(callers).build())
                .build();
    }

    private static AdvancedFieldSelector.Builder field(String name) {
        return AdvancedFieldSelector.builder().field(name);
    }

    private @Nullable Trail found() {
        try {
            return ground.trails().getTrail(r -> r.name(site.dataTrail())).trail();
        } catch (TrailNotFoundException e) {
            return null;
        }
    }

    private boolean ours() {
        return ground.ours(
                ground.trails().listTags(r -> r.resourceIdList(site.dataTrailArn())).resourceTagList().stream()
                        .flatMap(resource -> resource.tagsList().stream())
                        .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    private GetEventSelectorsResponse selectors() {
        return ground.trails().getEventSelectors(r -> r.trailName(site.dataTrail()));
    }

    private boolean isOurs(AdvancedEventSelector one) {
        return wanted.stream().anyMatch(own -> own.name().equals(one.name()));
    }

    private List<AdvancedEventSelector> others(GetEventSelectorsResponse there) {
        return there.advancedEventSelectors().stream()
                .filter(one -> !isOurs(one))
                .toList();
    }

    @Override
    Link look() {
        Trail trail = found();
        if (trail == null) {
            return missing();
        }
        GetEventSelectorsResponse there = selectors();
        if (!ours()) {
            if (!ground.adopt()) {
                return foreign(
                        "it was made by somebody else: choose another --name, or add to its selectors with --adopt");
            }
            return there.eventSelectors().isEmpty()
                    ? judged(missing(there))
                    : foreign("its selectors are of the older kind, which those of decoys would replace: choose another"
                            + " --name");
        }
        return judged(wrong(trail, there));
    }

    private @Nullable String missing(GetEventSelectorsResponse there) {
        return new HashSet<>(there.advancedEventSelectors()).containsAll(wanted)
                ? null
                : "its selectors are not as planned";
    }

    private @Nullable String wrong(Trail trail, GetEventSelectorsResponse there) {
        if (!Boolean.TRUE.equals(trail.isMultiRegionTrail())) {
            return "it records one region only";
        }
        if (!site.bucket().equals(trail.s3BucketName())) {
            return "it writes to bucket " + trail.s3BucketName();
        }
        if (!Boolean.TRUE.equals(
                ground.trails().getTrailStatus(r -> r.name(site.dataTrail())).isLogging())) {
            return "logging is stopped";
        }
        if (!others(there).isEmpty() || !there.eventSelectors().isEmpty()) {
            return "it records more than the data events of decoys, which costs";
        }
        return missing(there);
    }

    @Override
    void make() {
        boolean isNew = found() == null;
        if (isNew) {
            List<Tag> tags = TrailPart.tags(ground);
            Eventually.accepted(() -> ground.trails()
                    .createTrail(r -> r.name(site.dataTrail())
                            .s3BucketName(site.bucket())
                            .isMultiRegionTrail(true)
                            .enableLogFileValidation(true)
                            .tagsList(tags)));
        } else if (ours()) {
            Eventually.accepted(() -> ground.trails()
                    .updateTrail(r -> r.name(site.dataTrail())
                            .s3BucketName(site.bucket())
                            .isMultiRegionTrail(true)
                            .enableLogFileValidation(true)));
        }
        boolean mine = isNew || ours();
        List<AdvancedEventSelector> all = new ArrayList<>(mine ? List.of() : others(selectors()));
        all.addAll(wanted);
        put(all);
        if (mine) {
            ground.trails().startLogging(r -> r.name(site.dataTrail()));
        }
    }

    private void put(List<AdvancedEventSelector> all) {
        ground.trails().putEventSelectors(r -> r.trailName(site.dataTrail()).advancedEventSelectors(all));
    }

    @Override
    @Nullable
    String remove() {
        if (found() == null) {
            return null;
        }
        if (ours()) {
            ground.trails().deleteTrail(r -> r.name(site.dataTrail()));
            return removed();
        }
        GetEventSelectorsResponse there = selectors();
        List<AdvancedEventSelector> others = others(there);
        if (others.isEmpty() || others.size() == there.advancedEventSelectors().size()) {
            return null; // a trail without selectors is none
        }
        put(others);
        return "left " + name() + ", without our selectors";
    }
}
