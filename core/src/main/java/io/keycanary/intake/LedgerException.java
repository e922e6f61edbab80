package io.keycanary.intake;

/** Outside failure: the database, or the key to its secrets, cannot be read or written now. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed and what to do. */
    public LedgerException(String message) {
        super(message);
    }

    /** Says what failed and what to do. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
