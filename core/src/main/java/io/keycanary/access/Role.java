package io.keycanary.access;

/** What an API token may do; each includes the ones before it. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Work on incidents. */
    RESPONDER,
    /** Everything, secrets too. */
    ADMIN;

    /** Whether this role may do what asks for the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
