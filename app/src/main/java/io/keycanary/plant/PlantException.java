package io.keycanary.plant;

import org.jspecify.annotations.Nullable;

/** Planting, looking or removing did not happen; the message says where, why and what to do, and holds no secret. */
public final class PlantException extends RuntimeException {
    private final Reason reason;

    /** Whose fault it is. */
    public enum Reason {
        /** The request is wrong as it stands. */
        BAD_REQUEST,
        /** It would overwrite, expose or break what is not ours. */
        REFUSED,
        /** The file system or git failed. */
        FAILED
    }

    private PlantException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static PlantException badRequest(String message) {
        return new PlantException(Reason.BAD_REQUEST, message, null);
    }

    static PlantException refused(String message) {
        return new PlantException(Reason.REFUSED, message, null);
    }

    static PlantException failed(String message, @Nullable Throwable cause) {
        return new PlantException(Reason.FAILED, message, cause);
    }

    /** The same, with the place named. */
    PlantException in(Object place) {
        return new PlantException(reason, place + ": " + getMessage(), this);
    }

    /** Whose fault it is: decides the exit code. */
    public Reason reason() {
        return reason;
    }
}
