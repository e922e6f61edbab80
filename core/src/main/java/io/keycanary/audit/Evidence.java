package io.keycanary.audit;

import java.time.Instant;

/**
 * What proves a finding.
 *
 * @param call {@code service:Action} that was answered, or {@code register} for what is stored here
 * @param excerpt of the answer; may quote text of the account
 * @param at what moment it tells of
 */
public record Evidence(String call, String excerpt, Instant at) {
    /** What is stored here, and needs no call. */
    static Evidence register(String excerpt, Instant at) {
        return new Evidence("register", excerpt, at);
    }
}
