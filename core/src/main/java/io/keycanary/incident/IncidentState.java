package io.keycanary.incident;

/** How far the team is (NIST SP 800-61: detection, containment, recovery). */
public enum IncidentState {
    /** Nobody has taken it. */
    OPEN,
    /** Somebody works on it. */
    ACKNOWLEDGED,
    /** It can do no more harm. */
    CONTAINED,
    /** Closed with a verdict. */
    RESOLVED
}
