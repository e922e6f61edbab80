package io.keycanary.respond;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a step.
 *
 * @param dueAt when it must be done; null for whenever, or when that is not known yet
 * @param overdue whether that is past and it is not settled
 * @param mark who settled it, null when nobody did
 */
public record StepStatus(
        Step step,
        State state,
        @Nullable Instant dueAt,
        boolean overdue,
        @Nullable StepMark mark) {
    /** Its state. */
    public enum State {
        /** It can be done now. */
        READY,
        /** Others come first. */
        WAITING,
        /** Done. */
        DONE,
        /** Left out by somebody. */
        SKIPPED,
        /** The situation does not ask for it; that may change while the incident grows. */
        NOT_NEEDED
    }
}
