package io.keycanary.app;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Keys, secrets and functions in one region of the account, and what their policies allow. */
final class AuditedResources {
    private static final String ROLE = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private final PipelineAccount account;
    private final KmsClient kms;
    private final SecretsManagerClient secrets;
    private final LambdaClient lambda;
    private String key = "";
    private String grant = "";

    AuditedResources(PipelineAccount account, String region) {
        this.account = account;
        kms = account.client(KmsClient.builder(), region);
        secrets = account.client(SecretsManagerClient.builder(), region);
        lambda = account.client(LambdaClient.builder(), region);
    }

    /**
     * A key with the policy that it gets unasked, which leaves everything to IAM; a key of AWS, which is not ours to look
     * at; a secret without a policy; a function that a service may call, and one without a policy.
     */
    void healthy() {
        key = kms.createKey().keyMetadata().keyId();
        String ofAws =
                kms.describeKey(r -> r.keyId("alias/aws/s3")).keyMetadata().keyId(); // moto makes it so
        kms.putKeyPolicy(
                r -> r.keyId(ofAws).policyName("default").policy(AuditVerbTest.allowing("*", "kms:Decrypt", "*")));
        secrets.createSecret(r -> r.name("quiet").secretString("x"));
        account.iam.createRole(r -> r.roleName("runs").assumeRolePolicyDocument(ROLE));
        create("quiet");
        create("called");
        permit("called", "s3.amazonaws.com");
    }

    void key(String principal) {
        key = kms.createKey(r -> r.policy(AuditVerbTest.allowing(principal, "kms:Decrypt", "*")))
                .keyMetadata()
                .keyId();
    }

    /** A key is deleted after days only (KMS API, ScheduleKeyDeletion): its policy is mended. */
    void deleteKey() {
        kms.putKeyPolicy(r -> r.keyId(key)
                .policyName("default")
                .policy(AuditVerbTest.allowing("arn:aws:iam::" + MotoAccount.ACCOUNT + ":root", "kms:*", "*")));
    }

    void keyGrant(String principal) {
        grant = kms.createGrant(r -> r.keyId(key).granteePrincipal(principal).operations(GrantOperation.DECRYPT))
                .grantId();
    }

    void revokeGrant() {
        kms.revokeGrant(r -> r.keyId(key).grantId(grant));
    }

    /** Its ARN. */
    String secret(String principal) {
        String arn =
                secrets.createSecret(r -> r.name("named").secretString("x")).arn();
        secrets.putResourcePolicy(r -> r.secretId(arn)
                .resourcePolicy(AuditVerbTest.allowing(principal, "secretsmanager:GetSecretValue", "*")));
        return arn;
    }

    void deleteSecret() {
        secrets.deleteSecret(r -> r.secretId("named").forceDeleteWithoutRecovery(true));
    }

    void function(String principal) {
        create("named");
        permit("named", principal);
    }

    void deleteFunction() {
        lambda.deleteFunction(r -> r.functionName("named"));
    }

    private void create(String name) {
        lambda.createFunction(r -> r.functionName(name)
                .role("arn:aws:iam::" + MotoAccount.ACCOUNT + ":role/runs")
                .runtime(Runtime.PYTHON3_12)
                .handler("main.run")
                .code(code -> code.zipFile(SdkBytes.fromUtf8String("x"))));
    }

    private void permit(String function, String principal) {
        lambda.addPermission(r -> r.functionName(function)
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal(principal));
    }
}
