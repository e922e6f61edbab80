package io.keycanary.pipeline;

import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import java.time.Instant;
import java.util.List;

/**
 * A pipeline that was set up in an account: what the server watches, and what a drill waits for.
 *
 * @param choice which paths it has; those that were set up one after the other are all in it
 * @param appliedAt when it was last set up or mended
 */
public record InstalledPipeline(Site site, List<Subscriber> subscribers, Choice choice, Instant appliedAt) {
    /** Copies the list. */
    public InstalledPipeline {
        subscribers = List.copyOf(subscribers);
    }

    /** The same with what an earlier one had besides. */
    public InstalledPipeline and(InstalledPipeline earlier) {
        Choice other = earlier.choice;
        Choice both = new Choice(
                choice.classic() || other.classic(),
                choice.fast() || other.fast(),
                choice.adopt() || other.adopt(),
                choice.secondTrail() || other.secondTrail(),
                choice.dataEvents() || other.dataEvents(),
                choice.rules());
        return new InstalledPipeline(site, subscribers, both, appliedAt);
    }

    /** The same without what was taken away. */
    public InstalledPipeline without(Choice gone) {
        Choice left = new Choice(
                choice.classic() && !gone.classic(),
                choice.fast() && !gone.fast(),
                choice.adopt(),
                choice.secondTrail(),
                choice.dataEvents() && !gone.dataEvents() && !gone.classic(),
                choice.rules());
        return new InstalledPipeline(site, subscribers, left, appliedAt);
    }

    /** Whether nothing is left of it. */
    public boolean isEmpty() {
        return !choice.classic() && !choice.fast();
    }
}
