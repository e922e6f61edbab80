package io.keycanary.token;

/**
 * Permission to read a {@link Secret}. An auditor finds every reader by searching for
 * {@code SecretAccess.forInsecureReading}; a test keeps the list of them.
 */
public final class SecretAccess {
    private static final SecretAccess INSTANCE = new SecretAccess();

    private SecretAccess() {}

    /** Gives the permission. The caller answers for where the text goes. */
    public static SecretAccess forInsecureReading() {
        return INSTANCE;
    }

    /** Fails for a null permission; there is nothing else to check. */
    void required() {}
}
