package io.keycanary.cli;

/** How results are written. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs: JSON, one object per line where results stream. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
