package io.keycanary.incident;

import org.jspecify.annotations.Nullable;

/** Knows about addresses, out of memory: it asks nobody, never waits and never fails, so that no alert waits for it. */
@FunctionalInterface
public interface SourceLookup {
    /** One that knows nothing. */
    SourceLookup NONE = sourceIp -> SourceFacts.NONE;

    /**
     * What is known about an address.
     *
     * @param sourceIp as a record has it: perhaps no address at all
     */
    SourceFacts of(@Nullable String sourceIp);
}
