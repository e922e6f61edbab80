package io.keycanary.aws;

import io.keycanary.audit.Organisation;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * The service control policies that hold for an account: its own, and those of the units above it up to the root. Only the
 * management account and delegated ones may ask (Organizations API).
 */
final class OrganisationLook {
    static final String CALL = "organizations:ListPoliciesForTarget";
    /** Units are nested five deep at most (Organizations quotas). */
    private static final int DEPTH = 8;

    private final OrganizationsClient organizations;
    private final String accountId;

    OrganisationLook(OrganizationsClient organizations, String accountId) {
        this.organizations = organizations;
        this.accountId = accountId;
    }

    Organisation read() {
        String management = managementAccount(organizations);
        if (management.equals(accountId)) {
            return new Organisation(management, List.of());
        }
        Set<String> ids = new TreeSet<>();
        String target = accountId;
        for (int level = 0; level < DEPTH; level++) {
            ids.addAll(policies(target));
            Parent parent = parent(target);
            target = parent.id();
            if (parent.type() == ParentType.ROOT) {
                ids.addAll(policies(target));
                break;
            }
        }
        List<String> texts = new ArrayList<>();
        ids.forEach(id -> texts.add(AwsFailure.orThrow(
                "organizations:DescribePolicy",
                () -> organizations.describePolicy(r -> r.policyId(id)).policy().content())));
        return new Organisation(management, texts);
    }

    static String managementAccount(OrganizationsClient organizations) {
        try {
            return AwsFailure.orThrow(
                    "organizations:DescribeOrganization",
                    () -> organizations.describeOrganization().organization().masterAccountId());
        } catch (AccountException e) {
            if (e.getCause() instanceof AwsOrganizationsNotInUseException) {
                throw new AccountException(
                        Reason.REFUSED,
                        "the account is in no organisation, so no service control policy can protect decoys",
                        e);
            }
            throw e;
        }
    }

    private List<String> policies(String target) {
        return AwsFailure.orThrow(
                CALL,
                () -> organizations
                        .listPoliciesForTargetPaginator(
                                r -> r.targetId(target).filter(PolicyType.SERVICE_CONTROL_POLICY))
                        .stream()
                        .flatMap(page -> page.policies().stream())
                        .map(policy -> policy.id())
                        .toList());
    }

    private Parent parent(String child) {
        return AwsFailure.orThrow(
                "organizations:ListParents",
                () -> organizations.listParents(r -> r.childId(child)).parents().getFirst());
    }
}
