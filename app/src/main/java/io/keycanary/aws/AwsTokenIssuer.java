package io.keycanary.aws;

import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.IssuedKey;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Secret;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Issues tokens in an AWS account: users on the path of the decoys, with the account's tag, in one call, so that no user
 * ever stands there without its tag. Two calls make a token.
 */
final class AwsTokenIssuer implements TokenIssuer {
    private final ManagedAccount account;
    private final AccountClients clients;
    private final InstantSource clock;
    private final IamClient iam;
    private final IamClient iamOnce;
    private final UserDeletion deletion;

    AwsTokenIssuer(ManagedAccount account, AccountClients clients, InstantSource clock) {
        this.account = account;
        this.clients = clients;
        this.clock = clock;
        this.iam = clients.client(IamClient.builder());
        this.iamOnce = clients.clientOfUniqueCalls(IamClient.builder());
        this.deletion = new UserDeletion(iam);
    }

    @Override
    public Account account() {
        return account.account();
    }

    @Override
    public CanaryToken planned(TokenPlan plan) {
        if (!plan.path().equals(account.path())) {
            throw new IllegalArgumentException("all decoys of account " + account.name() + " are on the path "
                    + account.path() + ", not on " + plan.path());
        }
        return new CanaryToken(
                TokenId.next(clock),
                plan.labelOrName(),
                account.account(),
                new DecoyIdentity(account.userArn(plan.userName()), null),
                List.of(),
                plan.stewardship(),
                TokenFacts.planned(clock.instant()));
    }

    @Override
    public void requireRoom(int users) {
        Map<String, Integer> summary = AwsFailure.orThrow(
                "iam:GetAccountSummary", () -> iam.getAccountSummary().summaryMapAsStrings());
        int present = summary.getOrDefault("Users", 0);
        int quota = summary.getOrDefault("UsersQuota", 5000);
        if (present + users > quota) {
            throw new AccountException(
                    Reason.QUOTA,
                    "account " + account.name() + " has " + present + " users and may have " + quota
                            + ": there is no room for " + users + " more; spread the tokens over accounts");
        }
    }

    @Override
    public DecoyIdentity makeUser(CanaryToken planned) {
        String name = name(planned);
        try {
            return identity(AwsFailure.orThrow(
                    "iam:CreateUser",
                    () -> iam.createUser(
                                    r -> r.userName(name).path(account.path()).tags(tag()))
                            .user()));
        } catch (AccountException e) {
            if (e.reason() != Reason.NAME_TAKEN) {
                throw e;
            }
            return ownWithoutKey(planned, e);
        }
    }

    /** A call that was repeated because its answer was lost finds its own user. Without a key it is nobody's trap yet. */
    private DecoyIdentity ownWithoutKey(CanaryToken planned, AccountException taken) {
        return look(planned)
                .filter(user -> user.marked() && user.keyIds().isEmpty())
                .map(DecoyUser::identity)
                .orElseThrow(() -> new AccountException(
                        Reason.NAME_TAKEN,
                        "account " + account.name() + " has a user " + name(planned)
                                + " already, and names count without regard to case: choose another name",
                        taken));
    }

    @Override
    public IssuedKey makeKey(CanaryToken token) {
        try {
            var made = AwsFailure.orThrow(
                    "iam:CreateAccessKey",
                    () -> iamOnce.createAccessKey(r -> r.userName(name(token))).accessKey());
            AccessKey key = new AccessKey(made.accessKeyId(), clock.instant(), null, true);
            return new IssuedKey(key, Secret.of(made.secretAccessKey()));
        } catch (AccountException e) {
            if (e.reason() != Reason.QUOTA) {
                throw e;
            }
            throw new AccountException(
                    Reason.QUOTA,
                    "user " + name(token) + " has two keys, as many as AWS allows: delete the replaced one with"
                            + " `keycanary token rotate " + token.id().shortForm() + " --confirm`",
                    e);
        }
    }

    @Override
    public void deleteKey(CanaryToken token, String keyId) {
        deletion.key(name(token), keyId);
    }

    @Override
    public void deleteUser(CanaryToken token) {
        DecoyUser user = look(token).orElse(null);
        if (user == null) {
            return;
        }
        if (!user.marked()) {
            throw new AccountException(
                    Reason.REFUSED,
                    "user " + user.identity().userArn() + " does not bear the tag " + account.tag() + " of our decoys:"
                            + " it is left as it is");
        }
        deletion.user(name(token), user.keyIds());
    }

    @Override
    public Optional<DecoyUser> look(CanaryToken token) {
        User user;
        try {
            user = AwsFailure.orThrow(
                    "iam:GetUser",
                    () -> iam.getUser(r -> r.userName(name(token))).user());
        } catch (AccountException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        boolean marked =
                user.arn().equals(token.identity().userArn()) && user.tags().contains(tag());
        return Optional.of(new DecoyUser(identity(user), marked, keys(user.userName())));
    }

    private List<String> keys(String userName) {
        return AwsFailure.orThrow(
                "iam:ListAccessKeys",
                () -> iam.listAccessKeysPaginator(r -> r.userName(userName)).accessKeyMetadata().stream()
                        .map(AccessKeyMetadata::accessKeyId)
                        .toList());
    }

    @Override
    public List<DecoyIdentity> users() {
        return AwsFailure.orThrow(
                "iam:ListUsers",
                () -> iam.listUsersPaginator(r -> r.pathPrefix(account.path())).users().stream()
                        .map(AwsTokenIssuer::identity)
                        .toList());
    }

    private static DecoyIdentity identity(User user) {
        return new DecoyIdentity(user.arn(), user.userId());
    }

    private Tag tag() {
        return Tag.builder()
                .key(account.tag().key())
                .value(account.tag().value())
                .build();
    }

    private static String name(CanaryToken token) {
        return Objects.requireNonNull(token.identity().userName(), "a token of an AWS account has a user");
    }

    @Override
    public void close() {
        clients.close();
    }
}
