package io.keycanary.endpoint;

/** Outside failure: nothing can be read or kept now. The caller of the endpoint is asked to try again. */
public final class StoreDownException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreDownException(String message, Throwable cause) {
        super(message, cause);
    }
}
