package io.keycanary.desk;

/** Bad input: somebody else changed the incident in between. */
public final class StaleVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleVersionException(long expected, long present) {
        super("the incident has changed: you know version " + expected + ", it is version " + present
                + " now; look at it again");
    }
}
