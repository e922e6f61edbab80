package io.keycanary.token;

/** Outside failure: an AWS account did not do what was asked. The message says why, and what to do. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** There are no credentials, or AWS does not accept them. */
        CREDENTIALS,
        /** A permission is missing. */
        DENIED,
        /** AWS asks to call less often, and still did after many tries. */
        THROTTLED,
        /** A limit of the account is reached. */
        QUOTA,
        /** Another user has the name. */
        NAME_TAKEN,
        /** What was named is not there. */
        NOT_FOUND,
        /** No answer, or none that says anything. */
        UNREACHABLE,
        /** Anything else that AWS refuses. */
        REFUSED
    }

    /** The message may quote text of the other side. */
    public AccountException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** For what we found out ourselves. */
    public AccountException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
