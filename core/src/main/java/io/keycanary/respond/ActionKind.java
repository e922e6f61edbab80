package io.keycanary.respond;

import java.util.Locale;

/** What a response action does. */
public enum ActionKind {
    /** Leaves the decoy's key active, so that the intruder is seen on. The usual choice. */
    KEEP_DECOY_KEY(false),
    /** Makes the decoy's key inactive: nothing is seen of it from then on. */
    DEACTIVATE_DECOY_KEY(true),
    /** Gives the decoy a new key, to be planted anew; the old one stays watched. */
    REPLACE_DECOY_KEY(true),
    /** Issues a successor under another name for the same places, and makes the old key inactive. */
    RETIRE_AND_REPLANT(true),
    /** Makes a named real access key inactive. */
    DEACTIVATE_KEY(true),
    /** Denies everything to sessions of a named role or user that were made before now. */
    REVOKE_SESSIONS(true),
    /** Cuts a named EC2 instance off the network, and keeps its disks. */
    ISOLATE_INSTANCE(true),
    /** Has a source address blocked by a command or a webhook of the user. */
    BLOCK_SOURCE(true);

    private final boolean dangerous;

    ActionKind(boolean dangerous) {
        this.dangerous = dangerous;
    }

    /** Whether it can break what works: an administrator approves it and types the name of what it is about. */
    public boolean dangerous() {
        return dangerous;
    }

    /** Whether it is about the decoy's own key, so that nobody has to name it. */
    public boolean aboutTheDecoy() {
        return this == KEEP_DECOY_KEY
                || this == DEACTIVATE_DECOY_KEY
                || this == REPLACE_DECOY_KEY
                || this == RETIRE_AND_REPLANT;
    }

    /** Whether the incident itself says what it is about: the decoy's key, or the addresses that used it. */
    public boolean canBeAutomatic() {
        return aboutTheDecoy() || this == BLOCK_SOURCE;
    }

    /** The word outside: {@code revoke-sessions}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
