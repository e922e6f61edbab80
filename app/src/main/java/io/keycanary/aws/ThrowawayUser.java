package io.keycanary.aws;

import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.User;

/**
 * A user that is made for one question and deleted when it is closed. Not on the path of the decoys: no alarm is to ring
 * for it. What a killed run left is deleted by the next one.
 */
final class ThrowawayUser implements AutoCloseable {
    static final String PATH = "/live-check/";

    private final IamClient iam;
    private final String name;
    private final AccessKey key;

    private ThrowawayUser(IamClient iam, String name, AccessKey key) {
        this.iam = iam;
        this.name = name;
        this.key = key;
    }

    static ThrowawayUser make(IamClient iam, InstantSource clock) {
        String name = "live-check-" + Uuid7.shortForm(Uuid7.next(clock));
        iam.createUser(r -> r.userName(name).path(PATH));
        try {
            return new ThrowawayUser(
                    iam, name, iam.createAccessKey(r -> r.userName(name)).accessKey());
        } catch (RuntimeException e) {
            delete(iam, name);
            throw e;
        }
    }

    AccessKey key() {
        return key;
    }

    void deny() {
        iam.putUserPolicy(r -> r.userName(name)
                .policyName("deny")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                        + "\"Resource\":\"*\"}]}"));
    }

    @Override
    public void close() {
        delete(iam, name);
    }

    /** What an earlier run left behind. */
    static List<String> leftovers(IamClient iam) {
        return iam.listUsersPaginator(r -> r.pathPrefix(PATH)).users().stream()
                .map(User::userName)
                .toList();
    }

    static void delete(IamClient iam, String name) {
        iam.listUserPolicies(r -> r.userName(name))
                .policyNames()
                .forEach(policy -> iam.deleteUserPolicy(r -> r.userName(name).policyName(policy)));
        iam.listAccessKeys(r -> r.userName(name))
                .accessKeyMetadata()
                .forEach(key -> iam.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId())));
        iam.deleteUser(r -> r.userName(name));
    }
}
