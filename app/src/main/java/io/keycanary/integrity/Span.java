package io.keycanary.integrity;

import java.time.Instant;

/** Time from a begin to an end, both known. */
record Span(Instant from, Instant to) {
    Span and(Span other) {
        return new Span(
                from.isBefore(other.from) ? from : other.from, //
                to.isAfter(other.to) ? to : other.to);
    }
}
