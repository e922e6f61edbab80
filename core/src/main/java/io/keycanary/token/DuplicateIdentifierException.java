package io.keycanary.token;

/** Bad input: an identifier that another token has already. */
public final class DuplicateIdentifierException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the identifier. */
    public DuplicateIdentifierException(String identifier) {
        super("the identifier " + identifier + " belongs to another token already");
    }
}
