package io.keycanary.cli;

/** How results are written. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs: JSON, one object per line where results stream. */
    JSON,
    /** For spreadsheets; not of every verb. */
    CSV,
    /** For Prometheus' textfile collector; not of every verb. */
    PROMETHEUS,
    /** One page; not of every verb. */
    HTML,
    /** For wikis and mails; not of every verb. */
    MARKDOWN,
    /** Open Cybersecurity Schema Framework, one object per line; not of every verb. */
    OCSF;

    /** Whether every verb has it. */
    boolean common() {
        return this == TEXT || this == JSON;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
