package io.keycanary.incident;

import static io.keycanary.incident.Objective.*;

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
 */
public record Attempt(Objective objective, String call) {
    private record Rule(Objective objective, String service, Pattern action) {
        boolean fits(String calledService, String calledAction) {
            return (service.equals("*") || service.equals(calledService))
                    && action.matcher(calledAction).matches();
        }
    }

    private static Rule rule(Objective objective, String service, String action) {
        return new Rule(objective, service, Pattern.compile(action));
    }

    private static final List<Rule> RULES = List.of(
            rule(CREDENTIAL_CHECK, "sts", "GetCallerIdentity|GetAccessKeyInfo"),
            rule(SESSION, "sts", "GetSessionToken|GetFederationToken"),
            rule(LATERAL_MOVEMENT, "sts", "AssumeRole.*"),
            rule(CONSOLE_ACCESS, "signin", ".*"),
            rule(
                    PERSISTENCE,
                    "iam",
                    "CreateUser|CreateAccessKey|CreateLoginProfile|UpdateLoginProfile|CreateRole"
                            + "|UpdateAssumeRolePolicy|CreateServiceSpecificCredential|CreateOpenIDConnectProvider"
                            + "|CreateSAMLProvider|UploadSSHPublicKey|UploadSigningCertificate"),
            rule(
                    PRIVILEGE_ESCALATION,
                    "iam",
                    "(Attach|Put).*Policy|AddUserToGroup|CreatePolicyVersion|SetDefaultPolicyVersion|PassRole"
                            + "|DeleteUserPermissionsBoundary|PutUserPermissionsBoundary|AddRoleToInstanceProfile"),
            rule(IDENTITY_RECON, "iam", "(Get|List|Simulate|Generate).*"),
            rule(IDENTITY_RECON, "organizations", "(Describe|List).*"),
            rule(CREDENTIAL_ACCESS, "secretsmanager", "GetSecretValue|BatchGetSecretValue|ListSecrets"),
            rule(CREDENTIAL_ACCESS, "ssm", "GetParameters?(ByPath)?|GetParameterHistory|DescribeParameters"),
            rule(CREDENTIAL_ACCESS, "kms", "Decrypt|ReEncrypt.*|GenerateDataKey.*"),
            rule(CREDENTIAL_ACCESS, "ec2", "GetPasswordData"),
            rule(EXECUTION, "ssm", "SendCommand|StartSession|StartAutomationExecution"),
            rule(EXECUTION, "ec2-instance-connect", "Send.*"),
            rule(EXECUTION, "lambda", "CreateFunction.*|UpdateFunctionCode.*|Invoke.*"),
            rule(EXECUTION, "ecs", "ExecuteCommand"),
            rule(DEFENSE_EVASION, "cloudtrail", "StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors"),
            rule(DEFENSE_EVASION, "guardduty", "Delete.*|Update.*|StopMonitoringMembers|DisassociateMembers"),
            rule(DEFENSE_EVASION, "config", "Delete.*|StopConfigurationRecorder"),
            rule(DEFENSE_EVASION, "events", "DeleteRule|DisableRule|RemoveTargets"),
            rule(DEFENSE_EVASION, "monitoring", "DeleteAlarms|DisableAlarmActions"),
            rule(DEFENSE_EVASION, "logs", "DeleteLogGroup|DeleteLogStream|DeleteMetricFilter|PutRetentionPolicy"),
            rule(DEFENSE_EVASION, "securityhub", "Disable.*|BatchUpdateFindings"),
            rule(LLM_JACKING, "bedrock", ".*"),
            rule(LLM_JACKING, "sagemaker", "InvokeEndpoint.*|CreateEndpoint.*"),
            rule(MAIL_ABUSE, "ses", ".*"),
            rule(SMS_ABUSE, "sns", "Publish.*|.*SMS.*"),
            rule(SMS_ABUSE, "sms-voice", ".*"),
            rule(CRYPTOMINING, "ec2", "RunInstances|RequestSpot.*|CreateFleet|CreateLaunchTemplate.*"),
            rule(CRYPTOMINING, "autoscaling", "Create.*"),
            rule(CRYPTOMINING, "ecs", "CreateCluster|RunTask|RegisterTaskDefinition|CreateService"),
            rule(CRYPTOMINING, "batch", "SubmitJob|CreateComputeEnvironment"),
            rule(CRYPTOMINING, "lightsail", "CreateInstances"),
            rule(EXFILTRATION, "s3", "GetObject|CopyObject|SelectObjectContent|PutBucketReplication|PutBucketPolicy"),
            rule(EXFILTRATION, "ec2", "CreateSnapshot.*|ModifySnapshotAttribute|ModifyImageAttribute|.*Export.*"),
            rule(EXFILTRATION, "rds", "CreateDB(Cluster)?Snapshot|ModifyDB(Cluster)?SnapshotAttribute|Start.*Export.*"),
            rule(EXFILTRATION, "dynamodb", "Scan|Query|GetItem|BatchGetItem|Export.*"),
            rule(EXFILTRATION, "sqs", "ReceiveMessage"),
            rule(STORAGE_RECON, "s3", "(List|Get|Head).*"),
            rule(RECON, "ses", "Get.*|List.*"),
            rule(DESTRUCTION, "s3", "Delete.*|PutBucketLifecycle.*|PutBucketVersioning|PutBucketEncryption"),
            rule(DESTRUCTION, "*", "(Delete|Terminate|ScheduleKeyDeletion|Purge).*"),
            rule(RECON, "*", "(Get|List|Describe|Lookup|Search|BatchGet|Head|Scan|Query|View).*"));

    /** Names that differ between the event source and the service that people know. */
    private static final Map<String, String> ALIASES = Map.of(
            "email", "ses", "bedrock-runtime", "bedrock", "sms-voice-v2", "sms-voice", "cloudwatch", "monitoring");

    /** Classifies a call. */
    public static Attempt of(@Nullable String eventSource, @Nullable String eventName) {
        String service = service(eventSource);
        String action = eventName == null ? "?" : eventName;
        Objective objective = RULES.stream()
                .filter(r -> r.fits(service, action))
                .findFirst()
                .map(Rule::objective)
                .orElse(OTHER);
        return new Attempt(objective, service + ":" + action);
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
