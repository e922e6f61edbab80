package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Tag;

/** The bus in the home region that the rules of the other regions send to. */
final class BusPart extends Part {
    private final Ground ground;
    private final Site site;
    private final EventBridgeClient events;

    BusPart(Ground ground) {
        super("bus " + ground.site().name());
        this.ground = ground;
        this.site = ground.site();
        this.events = ground.events(site.homeRegion());
    }

    private boolean there() {
        try {
            events.describeEventBus(r -> r.name(site.name()));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private boolean ours() {
        return RulePart.ours(ground, events, site.busArn());
    }

    @Override
    Link look() {
        if (!there()) {
            return missing();
        }
        return ours() ? good() : foreign(NOT_OURS);
    }

    @Override
    void make() {
        List<Tag> tags = RulePart.tags(ground);
        events.createEventBus(r -> r.name(site.name()).tags(tags));
    }

    @Override
    @Nullable
    String remove() {
        if (!there() || !ours()) {
            return null;
        }
        events.deleteEventBus(r -> r.name(site.name()));
        return removed();
    }
}
