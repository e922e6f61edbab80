package io.keycanary.aws;

import io.keycanary.audit.Area;
import io.keycanary.audit.Seen;
import io.keycanary.audit.UserFacts.Key;
import io.keycanary.token.AccountException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Calls about one user at a time: for what account-wide ones do not tell, or told hours ago. */
final class UserCalls {
    /** What intruders try first, and what a policy that is too wide allows. GetCallerIdentity needs no permission, and tells nothing. */
    private static final List<String> TELLING_ACTIONS = List.of(
            "iam:ListUsers",
            "iam:CreateAccessKey",
            "sts:AssumeRole",
            "s3:ListAllMyBuckets",
            "s3:GetObject",
            "secretsmanager:GetSecretValue",
            "kms:Decrypt",
            "ec2:RunInstances",
            "lambda:InvokeFunction",
            "bedrock:InvokeModel");

    private final IamClient iam;
    private final Gaps gaps;
    private final InstantSource clock;

    UserCalls(IamClient iam, Gaps gaps, InstantSource clock) {
        this.iam = iam;
        this.gaps = gaps;
        this.clock = clock;
    }

    @Nullable
    Seen<List<Key>> keys(String user) {
        return seen(
                Area.KEYS,
                "iam:ListAccessKeys",
                () -> iam.listAccessKeysPaginator(r -> r.userName(user)).accessKeyMetadata().stream()
                        .map(key -> new Key(key.accessKeyId(), key.statusAsString()))
                        .toList());
    }

    @Nullable
    Seen<Boolean> password(String user) {
        return seen(Area.SIGN_IN, "iam:GetLoginProfile", () -> hasPassword(user));
    }

    /** That there is none is told by an error. */
    private boolean hasPassword(String user) {
        try {
            AwsFailure.orThrow("iam:GetLoginProfile", () -> iam.getLoginProfile(r -> r.userName(user)));
            return true;
        } catch (AccountException e) {
            if (e.reason() == AccountException.Reason.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Nullable
    Seen<Boolean> mfa(String user) {
        return seen(
                Area.SIGN_IN,
                "iam:ListMFADevices",
                () -> !iam.listMFADevices(r -> r.userName(user)).mfaDevices().isEmpty());
    }

    @Nullable
    Seen<Boolean> certificate(String user) {
        return seen(
                Area.SIGN_IN,
                "iam:ListSigningCertificates",
                () -> iam.listSigningCertificates(r -> r.userName(user)).certificates().stream()
                        .anyMatch(certificate -> "Active".equals(certificate.statusAsString())));
    }

    @Nullable
    Seen<List<String>> sshKeys(String user) {
        return seen(
                Area.SSH_KEYS,
                "iam:ListSSHPublicKeys",
                () -> iam.listSSHPublicKeysPaginator(r -> r.userName(user)).sshPublicKeys().stream()
                        .map(key -> key.sshPublicKeyId())
                        .toList());
    }

    /** The simulator sees policies of the user and its groups, not those of resources: it cannot prove that nothing is allowed. */
    @Nullable
    Seen<List<String>> allowed(String userArn) {
        return seen(
                Area.SIMULATOR,
                "iam:SimulatePrincipalPolicy",
                () -> iam
                        .simulatePrincipalPolicyPaginator(
                                r -> r.policySourceArn(userArn).actionNames(TELLING_ACTIONS))
                        .evaluationResults()
                        .stream()
                        .filter(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED)
                        .map(result -> result.evalActionName())
                        .toList());
    }

    private <T> @Nullable Seen<T> seen(Area area, String action, Supplier<T> call) {
        T answer = gaps.ask(area, action, call);
        return answer == null ? null : new Seen<>(answer, action, clock.instant());
    }
}
