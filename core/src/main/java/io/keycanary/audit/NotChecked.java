package io.keycanary.audit;

/**
 * What an audit did not look at, so that it is not taken for healthy.
 *
 * @param account id of the account
 * @param what for people
 * @param why for people; may quote the account
 * @param kind whether that makes the audit incomplete
 */
public record NotChecked(String account, Area area, String what, String why, Kind kind) {
    /** Why it was not looked at. */
    public enum Kind {
        /** It could not be looked at: the audit is incomplete. */
        FAILED,
        /** Its turn comes in a later run. */
        LATER,
        /** Somebody asked to leave it out. */
        LEFT_OUT
    }
}
