package io.keycanary.incident;

import static io.keycanary.incident.Objective.*;
import static io.keycanary.incident.Technique.*;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one call was an attempt at, told from its name alone: the first rule that fits. Denied calls count like others,
 * because the intention is the same.
 *
 * @param call {@code service:Action}, {@code ?} for what the record does not say
 * @param techniques of ATT&amp;CK that it stands for, the closest first
 */
public record Attempt(Objective objective, String call, List<Technique> techniques) {
    /** Copies the list. */
    public Attempt {
        techniques = List.copyOf(techniques);
    }

    /**
     * One line of the table.
     *
     * @param service name of the service, {@code *} for any
     * @param actions regular expression for the names of its calls
     */
    public record Rule(Objective objective, String service, Pattern actions, List<Technique> techniques) {
        boolean fits(String calledService, String calledAction) {
            return (service.equals("*") || service.equals(calledService))
                    && actions.matcher(calledAction).matches();
        }
    }

    /** @param closer the techniques, where those of the objective are too wide */
    private static Rule rule(Objective objective, String service, String actions, Technique... closer) {
        List<Technique> techniques = closer.length == 0 ? objective.techniques() : List.of(closer);
        return new Rule(objective, service, Pattern.compile(actions), techniques);
    }

    private static final List<Rule> RULES = List.of(
            rule(CREDENTIAL_CHECK, "sts", "GetCallerIdentity|GetAccessKeyInfo"),
            rule(SESSION, "sts", "GetSessionToken|GetFederationToken"),
            rule(LATERAL_MOVEMENT, "sts", "AssumeRole.*"),
            rule(CONSOLE_ACCESS, "signin", ".*"),
            rule(PERSISTENCE, "iam", "CreateUser", CREATE_ACCOUNT),
            rule(
                    PERSISTENCE,
                    "iam",
                    "CreateAccessKey|UpdateAccessKey|CreateLoginProfile|UpdateLoginProfile"
                            + "|CreateServiceSpecificCredential|UploadSSHPublicKey|UploadSigningCertificate"),
            rule(PERSISTENCE, "iam", "CreateRole|UpdateAssumeRolePolicy", ADDITIONAL_ROLES),
            rule(PERSISTENCE, "iam", "CreateOpenIDConnectProvider|CreateSAMLProvider", TRUST_MODIFICATION),
            rule(
                    PRIVILEGE_ESCALATION,
                    "iam",
                    "(Attach|Put).*Policy|AddUserToGroup|CreatePolicyVersion|SetDefaultPolicyVersion|PassRole"
                            + "|DeleteUserPermissionsBoundary|PutUserPermissionsBoundary|AddRoleToInstanceProfile"),
            rule(IDENTITY_RECON, "iam", "GetAccountPasswordPolicy", PASSWORD_POLICY_DISCOVERY),
            rule(IDENTITY_RECON, "iam", "(List|Get)(Users?|AccessKeys?.*|LoginProfile|MFADevices)", ACCOUNT_DISCOVERY),
            rule(IDENTITY_RECON, "iam", "(List|Get).*(Group|Role|Polic).*", GROUP_DISCOVERY),
            rule(IDENTITY_RECON, "iam", "(Get|List|Simulate|Generate).*"),
            rule(IDENTITY_RECON, "organizations", "(Describe|List).*"),
            rule(CREDENTIAL_ACCESS, "secretsmanager", "GetSecretValue|BatchGetSecretValue|ListSecrets"),
            rule(CREDENTIAL_ACCESS, "ssm", "GetParameters?(ByPath)?|GetParameterHistory|DescribeParameters"),
            rule(CREDENTIAL_ACCESS, "kms", "Decrypt|ReEncrypt.*|GenerateDataKey.*"),
            rule(CREDENTIAL_ACCESS, "ec2", "GetPasswordData", UNSECURED_CREDENTIALS),
            rule(EXECUTION, "ssm", "SendCommand|StartAutomationExecution", CLOUD_ADMINISTRATION),
            rule(EXECUTION, "ssm", "StartSession", DIRECT_VM_CONNECTION),
            rule(EXECUTION, "ec2-instance-connect", "Send.*", DIRECT_VM_CONNECTION),
            rule(EXECUTION, "lambda", "CreateFunction.*|UpdateFunctionCode.*|Invoke.*", SERVERLESS),
            rule(EXECUTION, "ecs", "ExecuteCommand", CONTAINER_ADMINISTRATION),
            rule(DEFENSE_EVASION, "cloudtrail", "StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors"),
            rule(
                    DEFENSE_EVASION,
                    "guardduty",
                    "Delete.*|Update.*|StopMonitoringMembers|DisassociateMembers",
                    DISABLE_TOOLS),
            rule(DEFENSE_EVASION, "config", "Delete.*|StopConfigurationRecorder"),
            rule(DEFENSE_EVASION, "events", "DeleteRule|DisableRule|RemoveTargets"),
            rule(DEFENSE_EVASION, "monitoring", "DeleteAlarms|DisableAlarmActions"),
            rule(DEFENSE_EVASION, "logs", "DeleteLogGroup|DeleteLogStream|DeleteMetricFilter|PutRetentionPolicy"),
            rule(DEFENSE_EVASION, "securityhub", "Disable.*|BatchUpdateFindings", DISABLE_TOOLS),
            rule(LLM_JACKING, "bedrock", ".*"),
            rule(LLM_JACKING, "sagemaker", "InvokeEndpoint.*|CreateEndpoint.*"),
            rule(MAIL_ABUSE, "ses", ".*"),
            rule(SMS_ABUSE, "sns", "Publish.*|.*SMS.*"),
            rule(SMS_ABUSE, "sms-voice", ".*"),
            rule(
                    CRYPTOMINING,
                    "ec2",
                    "RunInstances|RequestSpot.*|CreateFleet|CreateLaunchTemplate.*",
                    COMPUTE_HIJACKING,
                    CREATE_INSTANCE),
            rule(CRYPTOMINING, "autoscaling", "Create.*"),
            rule(CRYPTOMINING, "ecs", "CreateCluster|RunTask|RegisterTaskDefinition|CreateService"),
            rule(CRYPTOMINING, "batch", "SubmitJob|CreateComputeEnvironment"),
            rule(CRYPTOMINING, "lightsail", "CreateInstances"),
            rule(EXFILTRATION, "s3", "GetObject|CopyObject|SelectObjectContent", STORAGE_DATA),
            rule(EXFILTRATION, "s3", "PutBucketReplication|PutBucketPolicy", TRANSFER_TO_ACCOUNT),
            rule(EXFILTRATION, "ec2", "CreateSnapshot.*", CREATE_SNAPSHOT, TRANSFER_TO_ACCOUNT),
            rule(EXFILTRATION, "ec2", "ModifySnapshotAttribute|ModifyImageAttribute|.*Export.*", TRANSFER_TO_ACCOUNT),
            rule(
                    EXFILTRATION,
                    "rds",
                    "CreateDB(Cluster)?Snapshot|ModifyDB(Cluster)?SnapshotAttribute|Start.*Export.*",
                    TRANSFER_TO_ACCOUNT),
            rule(EXFILTRATION, "dynamodb", "Scan|Query|GetItem|BatchGetItem|Export.*", STORAGE_DATA),
            rule(EXFILTRATION, "sqs", "ReceiveMessage", STORAGE_DATA),
            rule(STORAGE_RECON, "s3", "(List|Get|Head).*"),
            rule(RECON, "ses", "Get.*|List.*"),
            rule(DESTRUCTION, "s3", "PutBucketLifecycle.*", LIFECYCLE_DELETION),
            rule(DESTRUCTION, "s3", "PutBucketEncryption", DATA_ENCRYPTED),
            rule(DESTRUCTION, "s3", "Delete.*|PutBucketVersioning", DATA_DESTRUCTION),
            rule(DESTRUCTION, "*", "(Delete|Terminate|ScheduleKeyDeletion|Purge).*", DATA_DESTRUCTION),
            rule(RECON, "*", "(Get|List|Describe|Lookup|Search|BatchGet|Head|Scan|Query|View).*"));

    /** Names that differ between the event source and the service that people know. */
    private static final Map<String, String> ALIASES = Map.of(
            "email", "ses", "bedrock-runtime", "bedrock", "sms-voice-v2", "sms-voice", "cloudwatch", "monitoring");

    /** Classifies a call. */
    public static Attempt of(@Nullable String eventSource, @Nullable String eventName) {
        String service = service(eventSource);
        String action = eventName == null ? "?" : eventName;
        String call = service + ":" + action;
        return RULES.stream()
                .filter(rule -> rule.fits(service, action))
                .findFirst()
                .map(rule -> new Attempt(rule.objective(), call, rule.techniques()))
                .orElseGet(() -> new Attempt(OTHER, call, OTHER.techniques()));
    }

    /**
     * Classifies a call that was classified before.
     *
     * @param call {@code service:Action}
     */
    public static Attempt ofCall(String call) {
        int colon = call.indexOf(':');
        return colon < 0 ? of(call, null) : of(call.substring(0, colon), call.substring(colon + 1));
    }

    /** All rules, in the order in which they are tried. */
    public static List<Rule> table() {
        return RULES;
    }

    /** Ids of the techniques. */
    public List<String> techniqueIds() {
        return techniques.stream().map(Technique::id).toList();
    }

    /** Tactics of the techniques, each once. */
    public List<Tactic> tactics() {
        return techniques.stream().map(Technique::tactic).distinct().toList();
    }

    /** {@code iam.amazonaws.com} is {@code iam}. */
    private static String service(@Nullable String eventSource) {
        if (eventSource == null) {
            return "?";
        }
        int dot = eventSource.indexOf('.');
        String name = (dot < 0 ? eventSource : eventSource.substring(0, dot)).toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(name, name);
    }
}
