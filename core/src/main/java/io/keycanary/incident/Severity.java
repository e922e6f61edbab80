package io.keycanary.incident;

/** How bad it is, ascending. */
public enum Severity {
    /** The key id is known to somebody, the secret was not right. */
    LOW,
    /** The decoy or a sensor was changed by another identity. */
    MEDIUM,
    /** The decoy was used, or is public. */
    HIGH,
    /** It was used to stay, to take, to break, to spend, or something succeeded that never should. */
    CRITICAL;

    /** The higher of two. */
    public Severity max(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static Severity of(Sighting sighting) {
        if (!sighting.authenticated()) {
            return LOW;
        }
        return switch (sighting.kind()) {
            case TAMPER -> MEDIUM;
            case EXPOSURE -> HIGH;
            case USE -> grave(sighting) ? CRITICAL : HIGH;
        };
    }

    private static boolean grave(Sighting sighting) {
        return switch (sighting.attempt().objective()) {
            case CREDENTIAL_CHECK, RECON, IDENTITY_RECON, STORAGE_RECON, SESSION, OTHER ->
                Novelty.unexpectedSuccess(sighting);
            default -> true;
        };
    }
}
