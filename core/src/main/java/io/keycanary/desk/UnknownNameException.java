package io.keycanary.desk;

/** Bad input: a name that fits nothing, or more than one thing. */
public final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is shown as it is. */
    public UnknownNameException(String message) {
        super(message);
    }
}
