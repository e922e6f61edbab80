package io.keycanary.detect;

/** The text is no JSON. Never leaves the package; without a stack trace, because hostile input may throw millions. */
final class BrokenJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenJsonException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
