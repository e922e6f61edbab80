package io.keycanary.incident;

import io.keycanary.detect.MatchKind;

/** What a sighting is of. */
public enum SightingKind {
    /** The decoy identity acted. */
    USE,
    /** AWS quarantined the key or reported it public. */
    EXPOSURE,
    /** Another identity acted on the decoy or on the sensors. */
    TAMPER;

    /** The kind that the detector told. */
    public static SightingKind of(MatchKind kind) {
        return switch (kind) {
            case USE -> USE;
            case EXPOSURE -> EXPOSURE;
            case TAMPER -> TAMPER;
        };
    }
}
