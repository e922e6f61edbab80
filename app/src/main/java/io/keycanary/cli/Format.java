package io.keycanary.cli;

/** How results are written. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs: JSON, one object per line where results stream. */
    JSON,
    /** For spreadsheets; {@code figures} alone. */
    CSV,
    /** For Prometheus' textfile collector; {@code figures} alone. */
    PROMETHEUS,
    /** One page; {@code figures} alone. */
    HTML;

    /** Whether every verb has it. */
    boolean common() {
        return this == TEXT || this == JSON;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
