package io.keycanary.audit;

/** How much a finding matters, ascending. */
public enum Severity {
    /** Untidy: somebody will miss it one day. */
    LOW,
    /** Weakens a trap, or gives it away. A token with such a finding is not clean. */
    MEDIUM,
    /** The trap does not work, or what watches it does not. */
    HIGH,
    /** The decoy can do something, or is public. */
    CRITICAL;

    /** The same by its word, in small letters. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
