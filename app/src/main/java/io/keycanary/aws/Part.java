package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import org.jspecify.annotations.Nullable;

/** One part of a pipeline in an account. What it throws is the SDK's. */
abstract class Part {
    static final String NOT_OURS = "it was made by somebody else: choose another --name";
    static final String ADOPTABLE = "it was made by somebody else: choose another --name, or use it with --adopt";

    private final String name;

    Part(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    /** How it stands; changes nothing. */
    abstract Link look();

    /** Makes it, or makes it right. */
    abstract void make();

    /** Takes it away, or ours out of it; says what was done, null when there was nothing to do. */
    abstract @Nullable String remove();

    final Link good() {
        return new Link(name, Standing.GOOD, "");
    }

    final Link missing() {
        return new Link(name, Standing.MISSING, "");
    }

    final Link foreign(String why) {
        return new Link(name, Standing.FOREIGN, why);
    }

    final Link full(String why) {
        return new Link(name, Standing.FULL, why);
    }

    final Link wrong(String what) {
        return new Link(name, Standing.WRONG, what);
    }

    final Link waiting(String forWhat) {
        return new Link(name, Standing.WAITING, forWhat);
    }

    /** Good when nothing is wrong. */
    final Link judged(@Nullable String wrong) {
        return wrong == null ? good() : wrong(wrong);
    }

    final String removed() {
        return "removed " + name;
    }
}
