package io.keycanary.pipeline;

import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.function.Consumer;

/** Makes pipelines in AWS accounts. Each method may fail with an {@code AccountException}. */
public interface PipelineBuilder {
    /** How it stands with one part. */
    enum Standing {
        /** As it should be. */
        GOOD,
        /** Waits for somebody: a subscriber has not confirmed yet. */
        WAITING,
        /** Not there. */
        MISSING,
        /** There, ours, and not as it should be. */
        WRONG,
        /** There under our name, and somebody else's. */
        FOREIGN,
        /** Cannot be made whole: AWS takes no more of its kind. */
        FULL
    }

    /**
     * One part of a pipeline as it was found.
     *
     * @param part unique name, such as {@code rule eu-west-1 activity-watch-path-1}
     * @param detail what is wrong; empty when nothing is. May quote text of the account
     */
    record Link(String part, Standing standing, String detail) {}

    /**
     * What may be done.
     *
     * @param classic trail, log group, filters, alarm and topic, and that log files and notices come to the queue
     * @param fast rules and bus, and that events come to the queue
     * @param adopt use a bucket, log group, topic or queue that is somebody else's: ours is added to it
     * @param secondTrail make a trail although another one records management events already
     * @param dataEvents a trail for the data events of decoys; needs the bucket of the classic path
     * @param rules how many rules there may be
     */
    record Choice(
            boolean classic, boolean fast, boolean adopt, boolean secondTrail, boolean dataEvents, RuleChoice rules) {
        /** With every rule that helps. */
        public Choice(boolean classic, boolean fast, boolean adopt, boolean secondTrail, boolean dataEvents) {
            this(classic, fast, adopt, secondTrail, dataEvents, RuleChoice.ALL);
        }

        /** The same with another choice of rules. */
        public Choice with(RuleChoice other) {
            return new Choice(classic, fast, adopt, secondTrail, dataEvents, other);
        }

        /** Without data events. */
        public Choice(boolean classic, boolean fast, boolean adopt, boolean secondTrail) {
            this(classic, fast, adopt, secondTrail, false);
        }
    }

    /** Looks at each part, in the order in which they are made. Changes nothing. */
    List<Link> look(ManagedAccount account, Blueprint blueprint, Choice choice);

    /**
     * Makes what is missing and mends what is wrong. May be interrupted and called again.
     *
     * @param done told of each part that was changed
     */
    void apply(ManagedAccount account, Blueprint blueprint, Choice choice, Consumer<String> done);

    /**
     * Takes away what is ours, and from what is not ours what we added.
     *
     * @param whole false when the other path stays: then the queues, which both use, are left
     * @param done told of each part that was changed, or of what was left and why
     */
    void remove(ManagedAccount account, Blueprint blueprint, Choice choice, boolean whole, Consumer<String> done);
}
