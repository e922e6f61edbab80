package io.keycanary.aws;

import io.keycanary.audit.Grant;
import io.keycanary.audit.Seen;
import io.keycanary.audit.UserFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** All users of an account with their policies, and whom its roles trust: one call for each thousand of them. */
final class AccountUsers {
    static final String CALL = "iam:GetAccountAuthorizationDetails";
    private static final int PAGE = 1000;

    private final Instant at;
    private final List<UserDetail> users = new ArrayList<>();
    private final List<RoleDetail> roles = new ArrayList<>();
    private final Map<String, List<String>> groups = new HashMap<>();

    private AccountUsers(Instant at) {
        this.at = at;
    }

    static AccountUsers read(IamClient iam, Instant at) {
        AccountUsers all = new AccountUsers(at);
        for (GetAccountAuthorizationDetailsResponse page : iam.getAccountAuthorizationDetailsPaginator(
                r -> r.maxItems(PAGE).filter(EntityType.USER, EntityType.GROUP, EntityType.ROLE))) {
            all.users.addAll(page.userDetailList());
            all.roles.addAll(page.roleDetailList());
            page.groupDetailList().forEach(group -> all.groups.put(group.groupName(), policies(group)));
        }
        return all;
    }

    private static List<String> policies(GroupDetail group) {
        List<String> policies = names(group.groupPolicyList());
        policies.addAll(arns(group.attachedManagedPolicies()));
        return policies;
    }

    /** With nothing about what only other calls tell. */
    List<UserFacts> facts() {
        return users.stream().map(this::facts).toList();
    }

    private UserFacts facts(UserDetail user) {
        return new UserFacts(
                user.userName(),
                user.arn(),
                user.userId(),
                user.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other)),
                user.userPolicyList().stream()
                        .map(policy -> new UserFacts.Inline(
                                policy.policyName(), !PolicyGrants.allows(policy.policyDocument())))
                        .toList(),
                arns(user.attachedManagedPolicies()),
                user.groupList().stream()
                        .map(name -> new UserFacts.Group(name, groups.getOrDefault(name, List.of())))
                        .toList(),
                boundary(user.permissionsBoundary()),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    private static List<String> names(List<PolicyDetail> policies) {
        return policies.stream().map(PolicyDetail::policyName).collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> arns(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyArn).toList();
    }

    /** Whom the roles trust. */
    List<Seen<Grant>> trusts() {
        return roles.stream()
                .flatMap(role -> PolicyGrants.of(role.arn(), "", role.assumeRolePolicyDocument()).stream())
                .map(grant -> new Seen<>(grant, CALL, at))
                .toList();
    }
}
