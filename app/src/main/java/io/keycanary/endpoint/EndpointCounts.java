package io.keycanary.endpoint;

import java.util.concurrent.atomic.LongAdder;

/** What came in since the start. Every request is in exactly one of the four. */
public final class EndpointCounts {
    final LongAdder authenticated = new LongAdder();
    final LongAdder unauthenticated = new LongAdder();
    final LongAdder strangers = new LongAdder();
    final LongAdder unavailable = new LongAdder();

    /**
     * A reading: requests = authenticated + unauthenticated + strangers + unavailable.
     *
     * @param authenticated a key of ours, by someone who holds the secret
     * @param unauthenticated a key of ours, without that proof
     * @param strangers no key of ours: nothing was recorded
     * @param unavailable answered with an error, because nothing could be stored
     */
    public record Reading(long authenticated, long unauthenticated, long strangers, long unavailable) {}

    Reading read() {
        return new Reading(authenticated.sum(), unauthenticated.sum(), strangers.sum(), unavailable.sum());
    }
}
