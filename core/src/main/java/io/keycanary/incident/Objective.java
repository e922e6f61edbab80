package io.keycanary.incident;

import java.util.List;

/** What an intruder was after, with the MITRE ATT&amp;CK techniques (Cloud matrix) that it stands for. */
public enum Objective {
    /** Is the key alive, and whose is it. */
    CREDENTIAL_CHECK("credential check", "T1078.004"),
    /** What is there. */
    RECON("recon", "T1580", "T1526"),
    /** Which identities and permissions are there. */
    IDENTITY_RECON("identity recon", "T1087.004", "T1069.003"),
    /** Which storage is there. */
    STORAGE_RECON("storage recon", "T1619"),
    /** A temporary key, which outlives the key it came from. */
    SESSION("temporary credentials", "T1550.001"),
    /** Another role. */
    LATERAL_MOVEMENT("assume another role", "T1550.001", "T1078.004"),
    /** The console. */
    CONSOLE_ACCESS("console sign-in", "T1538", "T1078.004"),
    /** A way back in. */
    PERSISTENCE("persistence", "T1098.001", "T1136.003"),
    /** More rights. */
    PRIVILEGE_ESCALATION("privilege escalation", "T1098.003"),
    /** Further secrets. */
    CREDENTIAL_ACCESS("secrets", "T1555.006"),
    /** Data out. */
    EXFILTRATION("exfiltration", "T1530", "T1537"),
    /** Compute at our cost. */
    CRYPTOMINING("cryptomining", "T1496.001"),
    /** Language models at our cost. */
    LLM_JACKING("LLM-jacking", "T1496.004"),
    /** Mail in our name. */
    MAIL_ABUSE("mail abuse", "T1496.004", "T1566"),
    /** Text messages at our cost. */
    SMS_ABUSE("SMS abuse", "T1496.003"),
    /** Blinding us. */
    DEFENSE_EVASION("blinding the logs", "T1562.008"),
    /** Breaking things, or holding them to ransom. */
    DESTRUCTION("destruction or ransom", "T1485", "T1486"),
    /** Code of theirs on our hosts. */
    EXECUTION("execution", "T1651", "T1648"),
    /** Nothing of the above that we know of. */
    OTHER("other", "T1078.004");

    private final String words;
    private final List<String> techniques;

    Objective(String words, String... techniques) {
        this.words = words;
        this.techniques = List.of(techniques);
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** ATT&amp;CK technique ids. */
    public List<String> techniques() {
        return techniques;
    }
}
