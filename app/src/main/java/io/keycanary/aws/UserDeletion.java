package io.keycanary.aws;

import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** Deletes users of IAM with what hangs on them. What is gone already counts as deleted. */
final class UserDeletion {
    private final IamClient iam;

    UserDeletion(IamClient iam) {
        this.iam = iam;
    }

    /** First the keys, so that nothing can be used any more; AWS deletes no user that something hangs on. */
    void user(String name, List<String> keyIds) {
        keyIds.forEach(id -> key(name, id));
        try {
            bare(name);
        } catch (AccountException e) {
            if (e.reason() != Reason.REFUSED) {
                throw e;
            }
            strip(name);
            bare(name);
        }
    }

    void key(String name, String keyId) {
        ifThere(
                "iam:DeleteAccessKey",
                () -> iam.deleteAccessKey(r -> r.userName(name).accessKeyId(keyId)));
    }

    private void bare(String name) {
        ifThere("iam:DeleteUser", () -> iam.deleteUser(r -> r.userName(name)));
    }

    /** Takes away what others hung on it: AWS its quarantine policy, an intruder a password. */
    private void strip(String name) {
        for (AttachedPolicy policy : AwsFailure.orThrow(
                "iam:ListAttachedUserPolicies",
                () -> iam.listAttachedUserPoliciesPaginator(r -> r.userName(name)).attachedPolicies().stream()
                        .toList())) {
            ifThere(
                    "iam:DetachUserPolicy",
                    () -> iam.detachUserPolicy(r -> r.userName(name).policyArn(policy.policyArn())));
        }
        for (String policy : AwsFailure.orThrow(
                "iam:ListUserPolicies",
                () -> iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames().stream()
                        .toList())) {
            ifThere(
                    "iam:DeleteUserPolicy",
                    () -> iam.deleteUserPolicy(r -> r.userName(name).policyName(policy)));
        }
        ifThere("iam:DeleteLoginProfile", () -> iam.deleteLoginProfile(r -> r.userName(name)));
    }

    private static void ifThere(String action, Supplier<?> deletion) {
        try {
            AwsFailure.orThrow(action, deletion);
        } catch (AccountException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
    }
}
