package io.keycanary.incident;

import static io.keycanary.incident.Technique.*;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an intruder was after, with the techniques that it stands for where a call says nothing closer. */
public enum Objective {
    /** Is the key alive, and whose is it. */
    CREDENTIAL_CHECK("credential check", CLOUD_ACCOUNTS),
    /** What is there. */
    RECON("recon", INFRASTRUCTURE_DISCOVERY, SERVICE_DISCOVERY),
    /** Which identities and permissions are there. */
    IDENTITY_RECON("identity recon", ACCOUNT_DISCOVERY, GROUP_DISCOVERY),
    /** Which storage is there. */
    STORAGE_RECON("storage recon", STORAGE_DISCOVERY),
    /** A temporary key, which outlives the key it came from. */
    SESSION("temporary credentials", ACCESS_TOKEN),
    /** Another role. */
    LATERAL_MOVEMENT("assume another role", ACCESS_TOKEN, CLOUD_ACCOUNTS),
    /** The console. */
    CONSOLE_ACCESS("console sign-in", DASHBOARD, CLOUD_ACCOUNTS),
    /** A way back in. */
    PERSISTENCE("persistence", ADDITIONAL_CREDENTIALS),
    /** More rights. */
    PRIVILEGE_ESCALATION("privilege escalation", ADDITIONAL_ROLES),
    /** Further secrets. */
    CREDENTIAL_ACCESS("secrets", SECRET_STORES),
    /** Data out. */
    EXFILTRATION("exfiltration", STORAGE_DATA, TRANSFER_TO_ACCOUNT),
    /** Compute at our cost. */
    CRYPTOMINING("cryptomining", COMPUTE_HIJACKING),
    /** Language models at our cost. */
    LLM_JACKING("LLM-jacking", SERVICE_HIJACKING),
    /** Mail in our name. */
    MAIL_ABUSE("mail abuse", SERVICE_HIJACKING),
    /** Text messages at our cost. */
    SMS_ABUSE("SMS abuse", SMS_PUMPING),
    /** Blinding us. */
    DEFENSE_EVASION("blinding the logs", DISABLE_CLOUD_LOGS),
    /** Breaking things, or holding them to ransom. */
    DESTRUCTION("destruction or ransom", DATA_DESTRUCTION, DATA_ENCRYPTED),
    /** Code of theirs on our hosts. */
    EXECUTION("execution", CLOUD_ADMINISTRATION, SERVERLESS),
    /** Nothing of the above that we know of. */
    OTHER("other", CLOUD_ACCOUNTS);

    private final String words;
    private final List<Technique> techniques;

    Objective(String words, Technique... techniques) {
        this.words = words;
        this.techniques = List.of(techniques);
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** The one of these words. */
    static Optional<Objective> named(String words) {
        return Arrays.stream(values()).filter(one -> one.words.equals(words)).findFirst();
    }

    List<Technique> techniques() {
        return techniques;
    }
}
