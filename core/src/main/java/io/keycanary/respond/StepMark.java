package io.keycanary.respond;

import java.time.Instant;

/**
 * That a step of a running playbook is settled. The last mark of a step counts.
 *
 * @param by a person, an API token's name, or ourselves
 * @param note how, or why not; may be empty
 */
public record StepMark(String step, Outcome outcome, Instant at, String by, String note) {
    /** How it was settled. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** It was left out. */
        SKIPPED
    }
}
