package io.keycanary.incident;

/**
 * Techniques of MITRE ATT&amp;CK ({@value #VERSION}) that a call with a decoy can stand for. A technique may serve several
 * tactics there; here it has the one that it serves when an intruder uses a key that was found.
 */
public enum Technique {
    /** A key that works. */
    CLOUD_ACCOUNTS("T1078.004", "Valid Accounts: Cloud Accounts", Tactic.INITIAL_ACCESS),
    /** Commands by the provider's own management service. */
    CLOUD_ADMINISTRATION("T1651", "Cloud Administration Command", Tactic.EXECUTION),
    /** Commands inside a container. */
    CONTAINER_ADMINISTRATION("T1609", "Container Administration Command", Tactic.EXECUTION),
    /** Functions of theirs. */
    SERVERLESS("T1648", "Serverless Execution", Tactic.EXECUTION),
    /** Another key or password for an account. */
    ADDITIONAL_CREDENTIALS("T1098.001", "Account Manipulation: Additional Cloud Credentials", Tactic.PERSISTENCE),
    /** A new account. */
    CREATE_ACCOUNT("T1136.003", "Create Account: Cloud Account", Tactic.PERSISTENCE),
    /** More rights for an account. */
    ADDITIONAL_ROLES("T1098.003", "Account Manipulation: Additional Cloud Roles", Tactic.PRIVILEGE_ESCALATION),
    /** Trust in an identity provider of theirs. */
    TRUST_MODIFICATION(
            "T1484.002", "Domain or Tenant Policy Modification: Trust Modification", Tactic.PRIVILEGE_ESCALATION),
    /** Blinding the logs. */
    DISABLE_CLOUD_LOGS("T1562.008", "Impair Defenses: Disable or Modify Cloud Logs", Tactic.DEFENSE_EVASION),
    /** Blinding those who read them. */
    DISABLE_TOOLS("T1562.001", "Impair Defenses: Disable or Modify Tools", Tactic.DEFENSE_EVASION),
    /** A copy of a disk. */
    CREATE_SNAPSHOT("T1578.001", "Modify Cloud Compute Infrastructure: Create Snapshot", Tactic.DEFENSE_EVASION),
    /** A machine of theirs. */
    CREATE_INSTANCE("T1578.002", "Modify Cloud Compute Infrastructure: Create Cloud Instance", Tactic.DEFENSE_EVASION),
    /** Secrets from where they are kept. */
    SECRET_STORES(
            "T1555.006", "Credentials from Password Stores: Cloud Secrets Management Stores", Tactic.CREDENTIAL_ACCESS),
    /** Secrets from where they lie about. */
    UNSECURED_CREDENTIALS("T1552", "Unsecured Credentials", Tactic.CREDENTIAL_ACCESS),
    /** Who is there. */
    ACCOUNT_DISCOVERY("T1087.004", "Account Discovery: Cloud Account", Tactic.DISCOVERY),
    /** Which groups and roles are there. */
    GROUP_DISCOVERY("T1069.003", "Permission Groups Discovery: Cloud Groups", Tactic.DISCOVERY),
    /** How passwords must be. */
    PASSWORD_POLICY_DISCOVERY("T1201", "Password Policy Discovery", Tactic.DISCOVERY),
    /** Which machines, disks and networks are there. */
    INFRASTRUCTURE_DISCOVERY("T1580", "Cloud Infrastructure Discovery", Tactic.DISCOVERY),
    /** Which services are in use. */
    SERVICE_DISCOVERY("T1526", "Cloud Service Discovery", Tactic.DISCOVERY),
    /** What is stored. */
    STORAGE_DISCOVERY("T1619", "Cloud Storage Object Discovery", Tactic.DISCOVERY),
    /** The console. */
    DASHBOARD("T1538", "Cloud Service Dashboard", Tactic.DISCOVERY),
    /** A token in place of a key. */
    ACCESS_TOKEN(
            "T1550.001", "Use Alternate Authentication Material: Application Access Token", Tactic.LATERAL_MOVEMENT),
    /** A shell on a machine. */
    DIRECT_VM_CONNECTION("T1021.008", "Remote Services: Direct Cloud VM Connections", Tactic.LATERAL_MOVEMENT),
    /** Data from buckets and tables. */
    STORAGE_DATA("T1530", "Data from Cloud Storage", Tactic.COLLECTION),
    /** Data into an account of theirs. */
    TRANSFER_TO_ACCOUNT("T1537", "Transfer Data to Cloud Account", Tactic.EXFILTRATION),
    /** Machines at our cost. */
    COMPUTE_HIJACKING("T1496.001", "Resource Hijacking: Compute Hijacking", Tactic.IMPACT),
    /** Text messages at our cost. */
    SMS_PUMPING("T1496.003", "Resource Hijacking: SMS Pumping", Tactic.IMPACT),
    /** Other services at our cost: mail, language models. */
    SERVICE_HIJACKING("T1496.004", "Resource Hijacking: Cloud Service Hijacking", Tactic.IMPACT),
    /** Deleting. */
    DATA_DESTRUCTION("T1485", "Data Destruction", Tactic.IMPACT),
    /** Letting a rule delete. */
    LIFECYCLE_DELETION("T1485.001", "Data Destruction: Lifecycle-Triggered Deletion", Tactic.IMPACT),
    /** Encrypting for ransom. */
    DATA_ENCRYPTED("T1486", "Data Encrypted for Impact", Tactic.IMPACT);

    /** The edition of ATT&amp;CK that ids, names and tactics are of. */
    public static final String VERSION = "Enterprise v17";

    private final String id;
    private final String title;
    private final Tactic tactic;

    Technique(String id, String title, Tactic tactic) {
        this.id = id;
        this.title = title;
        this.tactic = tactic;
    }

    /** Its id, {@code T1078.004}. */
    public String id() {
        return id;
    }

    /** Its name in ATT&amp;CK. */
    public String title() {
        return title;
    }

    /** The tactic that it serves here. */
    public Tactic tactic() {
        return tactic;
    }
}
