package io.keycanary.incident;

/** What an incident turned out to be. */
public enum Verdict {
    /** An intruder, or a leak. */
    TRUE_POSITIVE,
    /** A real use, by someone allowed to test. */
    BENIGN_POSITIVE,
    /** Not a use at all. */
    FALSE_POSITIVE
}
