package io.keycanary.token;

/** How it stands with a token, highest first. Computed from {@link TokenFacts}, never stored. */
public enum TokenState {
    /** Given up; its identifiers stay watched, because a derived session outlives its key. */
    RETIRED,
    /** Known to be public or seen through: rotate it. */
    BURNT,
    /** An incident about it is open. */
    TRIGGERED,
    /** Was armed, and the audit now fails. */
    UNPROTECTED,
    /** Audit clean and at least one detection path proven by a drill. */
    ARMED,
    /** User and key exist. */
    ISSUED,
    /** Recorded, not yet made. */
    PENDING
}
