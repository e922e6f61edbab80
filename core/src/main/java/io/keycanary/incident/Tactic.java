package io.keycanary.incident;

/** Tactics of MITRE ATT&amp;CK (Enterprise) that a use of a decoy can stand for, in the order of the matrix. */
public enum Tactic {
    /** Getting in. */
    INITIAL_ACCESS("TA0001", "initial access"),
    /** Running code of theirs. */
    EXECUTION("TA0002", "execution"),
    /** Staying. */
    PERSISTENCE("TA0003", "persistence"),
    /** Getting more rights. */
    PRIVILEGE_ESCALATION("TA0004", "privilege escalation"),
    /** Not being seen. */
    DEFENSE_EVASION("TA0005", "defense evasion"),
    /** Getting further secrets. */
    CREDENTIAL_ACCESS("TA0006", "credential access"),
    /** Looking around. */
    DISCOVERY("TA0007", "discovery"),
    /** Moving on. */
    LATERAL_MOVEMENT("TA0008", "lateral movement"),
    /** Gathering data. */
    COLLECTION("TA0009", "collection"),
    /** Taking data out. */
    EXFILTRATION("TA0010", "exfiltration"),
    /** Breaking, or spending. */
    IMPACT("TA0040", "impact");

    private final String id;
    private final String words;

    Tactic(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /** Its id, {@code TA0007}. */
    public String id() {
        return id;
    }

    /** For a person. */
    public String words() {
        return words;
    }
}
