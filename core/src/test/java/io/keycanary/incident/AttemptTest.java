package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
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
        assertThat(Attempt.of(null, null))
                .isEqualTo(new Attempt(Objective.OTHER, "?:?", List.of(Technique.CLOUD_ACCOUNTS)));
    }

    @Test
    void techniques_all_haveIdsOfTheirOwnInTheFormOfAttack() {
        assertThat(Arrays.stream(Technique.values()).map(Technique::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("T\\d{4}(\\.\\d{3})?"));
    }

    @ParameterizedTest
    @CsvSource({
        "iam.amazonaws.com, CreateUser, T1136.003, PERSISTENCE",
        "iam.amazonaws.com, CreateAccessKey, T1098.001, PERSISTENCE",
        "iam.amazonaws.com, AttachUserPolicy, T1098.003, PRIVILEGE_ESCALATION",
        "iam.amazonaws.com, ListUsers, T1087.004, DISCOVERY",
        "iam.amazonaws.com, ListAttachedRolePolicies, T1069.003, DISCOVERY",
        "s3.amazonaws.com, GetObject, T1530, COLLECTION",
        "s3.amazonaws.com, PutBucketEncryption, T1486, IMPACT",
        "ec2.amazonaws.com, RunInstances, T1496.001, IMPACT",
        "ssm.amazonaws.com, StartSession, T1021.008, LATERAL_MOVEMENT",
        "cloudtrail.amazonaws.com, StopLogging, T1562.008, DEFENSE_EVASION",
        "guardduty.amazonaws.com, DeleteDetector, T1562.001, DEFENSE_EVASION",
        "bedrock-runtime.amazonaws.com, Converse, T1496.004, IMPACT",
        "sts.amazonaws.com, GetCallerIdentity, T1078.004, INITIAL_ACCESS"
    })
    void of_call_hasTheClosestTechniqueFirst(String source, String name, String technique, Tactic tactic) {
        Attempt attempt = Attempt.of(source, name);

        assertThat(attempt.techniqueIds()).startsWith(technique);
        assertThat(attempt.tactics()).startsWith(tactic);
    }

    @Test
    void techniques_everyObjective_areNamed() {
        for (Objective objective : Objective.values()) {
            assertThat(objective.techniques()).isNotEmpty();
            assertThat(Objective.named(objective.words()))
                    .as("words are unique")
                    .contains(objective);
        }
    }
}
