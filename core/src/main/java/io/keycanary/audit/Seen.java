package io.keycanary.audit;

import java.time.Instant;

/**
 * Something that an account answered.
 *
 * @param call {@code service:Action}
 * @param at what moment the answer tells of: a credential report may be hours old
 */
public record Seen<T>(T value, String call, Instant at) {
    /** As evidence, with a part of the answer. */
    Evidence with(String excerpt) {
        return new Evidence(call, excerpt, at);
    }
}
