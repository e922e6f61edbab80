package io.keycanary.intake;

/** Outside failure: the database cannot be read or written now. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed and what to do. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
