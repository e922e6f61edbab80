package io.keycanary.intake;

/** What is stored, and can be counted; named as the tables of the databases are. */
public enum Stored {
    /** Decoys, retired ones too. */
    TOKENS,
    /** Places of tokens. */
    PLACEMENTS,
    /** Keys of sessions that tokens made. */
    SESSION_KEYS,
    /** Incidents in all states. */
    INCIDENTS,
    /** Sightings, those of drills and expected uses too. */
    SIGHTINGS,
    /** Entries in timelines. */
    NOTES,
    /** Rules of expected use, ended ones too. */
    EXPECTED_USES,
    /** Alerts. */
    ALERTS,
    /** Alerts by channel. */
    DELIVERIES,
    /** Drills. */
    DRILLS,
    /** Records that could not be understood. */
    QUARANTINE,
    /** Entries of the audit log. */
    AUDIT_LOG,
    /** Bearer tokens of the API, revoked ones too. */
    API_TOKENS
}
