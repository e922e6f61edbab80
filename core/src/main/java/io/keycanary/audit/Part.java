package io.keycanary.audit;

/**
 * One part of a pipeline that is not as it should be.
 *
 * @param name unique in its account
 * @param region where it is, or that of the account
 * @param detail what is wrong; may quote the account
 */
public record Part(String name, String region, Standing standing, String detail) {
    /** How it stands. */
    public enum Standing {
        /** Not there, or not as it should be. */
        BROKEN,
        /** Waits for somebody, such as a subscriber who has not confirmed. */
        WAITING,
        /** Somebody else's. */
        FOREIGN
    }
}
