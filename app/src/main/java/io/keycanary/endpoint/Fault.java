package io.keycanary.endpoint;

import java.util.Map;

/**
 * Why a request is not granted, before it is put into the words of a protocol.
 *
 * @param detail a sentence of our own for the kinds that have one, otherwise empty
 * @param facts further elements that S3 puts into its answer, in order
 */
record Fault(Kind kind, String detail, Map<String, String> facts) {
    enum Kind {
        /** Nobody is named. */
        ANONYMOUS,
        /** The claim cannot be read. */
        INCOMPLETE,
        /** The key is unknown or inactive. */
        NO_SUCH_KEY,
        /** The session token is missing or wrong. */
        BAD_SESSION_TOKEN,
        /** The session is over. */
        SESSION_EXPIRED,
        /** The signature is wrong. */
        BAD_SIGNATURE,
        /** A way of signing that is not accepted. */
        UNSUPPORTED_SIGNATURE,
        /** The credential scope is not one. */
        BAD_SCOPE,
        /** The clocks differ too much, or a presigned request is too old. */
        OUT_OF_TIME,
        /** The body is not the one that was signed. */
        BAD_DIGEST,
        /** The body is longer than can be checked. */
        TOO_LARGE,
        /** All well, but not permitted. */
        DENIED,
        /** A parameter is not acceptable. */
        INVALID,
        /** Try again later. */
        UNAVAILABLE
    }

    static Fault of(Kind kind) {
        return new Fault(kind, "", Map.of());
    }

    static Fault of(Kind kind, String detail) {
        return new Fault(kind, detail, Map.of());
    }
}
