package io.keycanary.integrity;

/** A file that is named as a digest is none. The message says what is wrong, and may hold text of the file. */
final class MalformedDigestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedDigestException(String message) {
        super(message);
    }
}
