package io.keycanary.respond;

/** An action is not done, and nothing was changed. The message says why, and what to do. */
public final class ActionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is shown as it is. */
    public ActionRefusedException(String message) {
        super(message);
    }
}
