package io.keycanary.aws;

import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Makes one access key of one user inactive, and what it was before by undo. */
final class KeySwitch implements ResponseAction {
    private static final String STATUS = "status";

    private final AccountClients clients;
    private final IamClient iam;
    private final String user;
    private final String key;

    KeySwitch(AccountClients clients, String user, String key) {
        this.clients = clients;
        this.iam = clients.client(IamClient.builder());
        this.user = user;
        this.key = key;
    }

    @Override
    public Plan look() {
        AccessKeyMetadata there = AwsFailure.orThrow(
                "iam:ListAccessKeys",
                () -> iam.listAccessKeysPaginator(r -> r.userName(user)).accessKeyMetadata().stream()
                        .filter(one -> one.accessKeyId().equals(key))
                        .findFirst()
                        .orElseThrow(() ->
                                new AccountException(Reason.NOT_FOUND, "user " + user + " has no access key " + key)));
        return new Plan(
                there.status() == StatusType.INACTIVE
                        ? List.of("nothing is called: the key is inactive already")
                        : List.of("iam:UpdateAccessKey UserName=" + user + " AccessKeyId=" + key + " Status=Inactive"),
                Map.of(STATUS, there.statusAsString()));
    }

    @Override
    public void apply(Map<String, String> before) {
        if (!StatusType.INACTIVE.toString().equals(before.get(STATUS))) {
            set(StatusType.INACTIVE.toString());
        }
    }

    @Override
    public void undo(Map<String, String> before) {
        set(String.valueOf(before.get(STATUS)));
    }

    private void set(String status) {
        AwsFailure.orThrow(
                "iam:UpdateAccessKey",
                () -> iam.updateAccessKey(r -> r.userName(user).accessKeyId(key).status(status)));
    }

    @Override
    public void close() {
        clients.close();
    }
}
