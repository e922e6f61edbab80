package io.keycanary.detect;

/** What a match means. The order is the precedence within one record and token: the first that applies wins. */
public enum MatchKind {
    /** The decoy identity acted, or someone tried to act as it. */
    USE,
    /** AWS quarantined the key or reported it public. */
    EXPOSURE,
    /** Another identity acted on the decoy, asked about it, or acted on a sensor. */
    TAMPER
}
