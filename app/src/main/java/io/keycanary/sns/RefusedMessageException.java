package io.keycanary.sns;

/** A message that is not taken. */
final class RefusedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the sender is told: SNS repeats what is answered by 5xx, and gives up what is answered by 4xx. */
    enum Kind {
        /** It is no message of SNS. */
        MALFORMED(400),
        /** It is not proven to be one, or not of a topic that is awaited. */
        FORBIDDEN(403),
        /** It may be taken later. */
        NOT_NOW(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Kind kind;

    RefusedMessageException(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    RefusedMessageException(Kind kind, String why, Exception cause) {
        super(why, cause);
        this.kind = kind;
    }

    int status() {
        return kind.status;
    }
}
