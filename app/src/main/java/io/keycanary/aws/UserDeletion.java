package io.keycanary.aws;

import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;

/** Deletes users of IAM with what hangs on them. What is gone already counts as deleted. */
final class UserDeletion {
    private final IamClient iam;

    UserDeletion(IamClient iam) {
        this.iam = iam;
    }

    /** First the keys, so that nothing can be used any more; AWS deletes no user that something hangs on. */
    void user(String name, List<String> keyIds) {
        keyIds.forEach(id -> key(name, id));
        if (!isDeleted(name)) {
            policiesAndPassword(name);
            if (!isDeleted(name)) {
                refuseIfInAGroup(name);
                credentials(name);
                bare(name);
            }
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

    /** False when something still hangs on it. */
    private boolean isDeleted(String name) {
        try {
            bare(name);
            return true;
        } catch (AccountException e) {
            if (e.reason() != Reason.REFUSED) {
                throw e;
            }
            return false;
        }
    }

    /** What others hang on it first: AWS its quarantine policy, an intruder a policy or a password. */
    private void policiesAndPassword(String name) {
        each(
                "iam:ListAttachedUserPolicies",
                () -> iam.listAttachedUserPoliciesPaginator(r -> r.userName(name)).attachedPolicies().stream(),
                "iam:DetachUserPolicy",
                policy -> iam.detachUserPolicy(r -> r.userName(name).policyArn(policy.policyArn())));
        each(
                "iam:ListUserPolicies",
                () -> iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames().stream(),
                "iam:DeleteUserPolicy",
                policy -> iam.deleteUserPolicy(r -> r.userName(name).policyName(policy)));
        ifThere("iam:DeleteLoginProfile", () -> iam.deleteLoginProfile(r -> r.userName(name)));
    }

    /** To take users out of groups is a right over the groups, so over all who are in them: we do not ask for it. */
    private void refuseIfInAGroup(String name) {
        List<String> groups = AwsFailure.orThrow(
                "iam:ListGroupsForUser",
                () -> iam.listGroupsForUserPaginator(r -> r.userName(name)).groups().stream()
                        .map(Group::groupName)
                        .toList());
        if (!groups.isEmpty()) {
            throw new AccountException(
                    Reason.REFUSED,
                    "user " + name + " is in the group " + String.join(", ", groups)
                            + ", which we do not change: take it"
                            + " out with `aws iam remove-user-from-group --user-name " + name + " --group-name "
                            + groups.getFirst() + "`, then retire it again");
        }
    }

    /** All else that keeps a user (IAM API reference, DeleteUser). */
    private void credentials(String name) {
        each(
                "iam:ListMFADevices",
                () -> iam.listMFADevicesPaginator(r -> r.userName(name)).mfaDevices().stream(),
                "iam:DeactivateMFADevice",
                device -> iam.deactivateMFADevice(r -> r.userName(name).serialNumber(device.serialNumber())));
        each(
                "iam:ListSSHPublicKeys",
                () -> iam.listSSHPublicKeysPaginator(r -> r.userName(name)).sshPublicKeys().stream(),
                "iam:DeleteSSHPublicKey",
                key -> iam.deleteSSHPublicKey(r -> r.userName(name).sshPublicKeyId(key.sshPublicKeyId())));
        each(
                "iam:ListSigningCertificates",
                () -> iam.listSigningCertificatesPaginator(r -> r.userName(name)).certificates().stream(),
                "iam:DeleteSigningCertificate",
                one -> iam.deleteSigningCertificate(r -> r.userName(name).certificateId(one.certificateId())));
        each(
                "iam:ListServiceSpecificCredentials",
                () -> iam.listServiceSpecificCredentials(r -> r.userName(name)).serviceSpecificCredentials().stream(),
                "iam:DeleteServiceSpecificCredential",
                one -> iam.deleteServiceSpecificCredential(
                        r -> r.userName(name).serviceSpecificCredentialId(one.serviceSpecificCredentialId())));
    }

    private static <T> void each(
            String list, Supplier<Stream<T>> all, String delete, Function<T, ? extends AwsResponse> deletion) {
        AwsFailure.orThrow(list, () -> all.get().toList()).forEach(one -> ifThere(delete, () -> deletion.apply(one)));
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
