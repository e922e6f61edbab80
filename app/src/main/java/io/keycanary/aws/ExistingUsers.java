package io.keycanary.aws;

import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountConnector.ExistingUser;
import io.keycanary.token.AccountConnector.UserChoice;
import io.keycanary.token.DecoyIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** Users that exist already: by the one call that tells paths and tags of all, and one more for the keys of each. */
final class ExistingUsers {
    private static final int PAGE = 1000;

    private final IamClient iam;

    ExistingUsers(IamClient iam) {
        this.iam = iam;
    }

    List<ExistingUser> those(UserChoice choice) {
        List<UserDetail> users = AwsFailure.orThrow(
                AccountUsers.CALL,
                () ->
                        iam
                                .getAccountAuthorizationDetailsPaginator(
                                        r -> r.maxItems(PAGE).filter(EntityType.USER))
                                .stream()
                                .flatMap(page -> page.userDetailList().stream())
                                .filter(user -> choice.fits(
                                        user.userName(),
                                        user.path(),
                                        user.tags().stream()
                                                .collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b))))
                                .toList());
        return users.stream()
                .map(user -> new ExistingUser(new DecoyIdentity(user.arn(), user.userId()), keys(user.userName())))
                .toList();
    }

    private List<AccessKey> keys(String userName) {
        List<AccessKeyMetadata> keys = AwsFailure.orThrow(
                "iam:ListAccessKeys",
                () -> iam.listAccessKeysPaginator(r -> r.userName(userName)).accessKeyMetadata().stream()
                        .sorted(Comparator.comparing(AccessKeyMetadata::createDate))
                        .toList());
        List<AccessKey> all = new ArrayList<>();
        @Nullable Instant newer = null;
        for (AccessKeyMetadata key : keys.reversed()) {
            boolean active = key.status() == StatusType.ACTIVE;
            all.addFirst(new AccessKey(key.accessKeyId(), key.createDate(), newer, active));
            newer = active ? key.createDate() : newer;
        }
        return all;
    }
}
