package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    @ParameterizedTest
    @CsvSource({
        "sts.amazonaws.com, GetCallerIdentity, CREDENTIAL_CHECK",
        "sts.amazonaws.com, GetSessionToken, SESSION",
        "sts.amazonaws.com, AssumeRole, LATERAL_MOVEMENT",
        "signin.amazonaws.com, ConsoleLogin, CONSOLE_ACCESS",
        "iam.amazonaws.com, CreateAccessKey, PERSISTENCE",
        "iam.amazonaws.com, AttachUserPolicy, PRIVILEGE_ESCALATION",
        "iam.amazonaws.com, ListUsers, IDENTITY_RECON",
        "iam.amazonaws.com, DeleteUser, DESTRUCTION",
        "s3.amazonaws.com, ListBuckets, STORAGE_RECON",
        "s3.amazonaws.com, GetObject, EXFILTRATION",
        "s3.amazonaws.com, DeleteObjects, DESTRUCTION",
        "ec2.amazonaws.com, DescribeInstances, RECON",
        "ec2.amazonaws.com, RunInstances, CRYPTOMINING",
        "ec2.amazonaws.com, GetPasswordData, CREDENTIAL_ACCESS",
        "bedrock.amazonaws.com, InvokeModel, LLM_JACKING",
        "bedrock-runtime.amazonaws.com, Converse, LLM_JACKING",
        "ses.amazonaws.com, GetSendQuota, MAIL_ABUSE",
        "sns.amazonaws.com, Publish, SMS_ABUSE",
        "secretsmanager.amazonaws.com, GetSecretValue, CREDENTIAL_ACCESS",
        "ssm.amazonaws.com, SendCommand, EXECUTION",
        "cloudtrail.amazonaws.com, StopLogging, DEFENSE_EVASION",
        "kms.amazonaws.com, ScheduleKeyDeletion, DESTRUCTION",
        "weird.amazonaws.com, Frobnicate, OTHER"
    })
    void of_call_isObjective(String source, String name, Objective objective) {
        assertThat(Attempt.of(source, name).objective()).isEqualTo(objective);
    }

    @Test
    void of_nothingKnown_isOther() {
        assertThat(Attempt.of(null, null)).isEqualTo(new Attempt(Objective.OTHER, "?:?"));
    }

    @Test
    void techniques_everyObjective_areAttackIds() {
        for (Objective objective : Objective.values()) {
            assertThat(objective.techniques()).isNotEmpty().allMatch(id -> id.matches("T\\d{4}(\\.\\d{3})?"));
        }
    }
}
