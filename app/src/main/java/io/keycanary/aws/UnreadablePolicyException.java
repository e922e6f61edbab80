package io.keycanary.aws;

/** A policy, or the pattern of a rule, that an account holds is none that can be read. Its text is not quoted: it may be anything. */
final class UnreadablePolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePolicyException(String why) {
        super("its policy or pattern cannot be read: " + why);
    }
}
