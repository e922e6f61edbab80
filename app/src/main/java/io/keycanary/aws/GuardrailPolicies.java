package io.keycanary.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.GuardrailKeeper.Step;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.Tag;

/** The service control policies of an organisation, call by call. */
final class GuardrailPolicies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "root";

    private final OrganizationsClient organizations;

    GuardrailPolicies(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    /**
     * A policy of ours.
     *
     * @param targets ids of all that it is attached to
     */
    record Found(String id, String text, List<String> targets) {
        /** How many there are besides this one. */
        int elsewhere(String target) {
            return (int) targets.stream().filter(one -> !one.equals(target)).count();
        }
    }

    static boolean same(String there, String wanted) {
        try {
            return JSON.readTree(there).equals(JSON.readTree(wanted));
        } catch (JsonProcessingException e) {
            return false; // what is there is no policy, so it is not the one that is wanted
        }
    }

    /** The id of a target; refused where no service control policy has any effect. */
    String target(String wanted) {
        String management = OrganisationLook.managementAccount(organizations);
        if (wanted.equals(management)) {
            throw new AccountException(
                    Reason.REFUSED,
                    "account " + management + " is the management account of its organisation, and AWS never applies a"
                            + " service control policy to that one: issue decoys in a member account, and attach there");
        }
        return wanted.equals(ROOT) ? root().id() : wanted;
    }

    private Root root() {
        return AwsFailure.orThrow(
                "organizations:ListRoots",
                () -> organizations.listRoots().roots().getFirst());
    }

    void requireSwitchedOn() {
        Root root = root();
        boolean on = root.policyTypes().stream().anyMatch(GuardrailPolicies::isOurTypeAndOn);
        if (!on) {
            throw new AccountException(
                    Reason.REFUSED,
                    "service control policies are switched off in this organisation; an administrator switches them on"
                            + " with: aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY"
                            + " --root-id " + root.id());
        }
    }

    private static boolean isOurTypeAndOn(PolicyTypeSummary type) {
        return type.type() == PolicyType.SERVICE_CONTROL_POLICY && type.status() == PolicyTypeStatus.ENABLED;
    }

    /** Ids of the policies that are attached to a target itself. */
    List<String> attachedTo(String target) {
        return AwsFailure.orThrow(
                OrganisationLook.CALL,
                () -> organizations
                        .listPoliciesForTargetPaginator(
                                r -> r.targetId(target).filter(PolicyType.SERVICE_CONTROL_POLICY))
                        .stream()
                        .flatMap(page -> page.policies().stream())
                        .map(policy -> policy.id())
                        .toList());
    }

    /** Null where there is none of this name; refused where it is somebody else's. */
    @Nullable
    Found find(String name, String mark) {
        String id = AwsFailure.orThrow(
                "organizations:ListPolicies",
                () -> organizations.listPoliciesPaginator(r -> r.filter(PolicyType.SERVICE_CONTROL_POLICY)).stream()
                        .flatMap(page -> page.policies().stream())
                        .filter(policy -> policy.name().equals(name))
                        .map(policy -> policy.id())
                        .findFirst()
                        .orElse(null));
        if (id == null) {
            return null;
        }
        if (!tags(id).contains(tag(Blueprint.TAG, mark))) {
            throw new AccountException(
                    Reason.REFUSED,
                    "policy " + name + " (" + id + ") was made by somebody else: choose another --name");
        }
        return new Found(id, text(id), targets(id));
    }

    private List<Tag> tags(String id) {
        return AwsFailure.orThrow(
                "organizations:ListTagsForResource",
                () -> organizations.listTagsForResourcePaginator(r -> r.resourceId(id)).tags().stream()
                        .toList());
    }

    private String text(String id) {
        return AwsFailure.orThrow(
                "organizations:DescribePolicy",
                () -> organizations.describePolicy(r -> r.policyId(id)).policy().content());
    }

    private List<String> targets(String id) {
        return AwsFailure.orThrow(
                "organizations:ListTargetsForPolicy",
                () -> organizations.listTargetsForPolicyPaginator(r -> r.policyId(id)).stream()
                        .flatMap(page -> page.targets().stream())
                        .map(target -> target.targetId())
                        .toList());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** Returns its id. */
    String create(String name, String text, String key, String mark) {
        return AwsFailure.orThrow(
                "organizations:CreatePolicy",
                () -> organizations
                        .createPolicy(r -> r.name(name)
                                .description("kept by " + mark)
                                .type(PolicyType.SERVICE_CONTROL_POLICY)
                                .content(text)
                                .tags(tag(key, mark)))
                        .policy()
                        .policySummary()
                        .id());
    }

    void change(Step step, String id) {
        switch (step.move()) {
            case UPDATE ->
                AwsFailure.orThrow(
                        "organizations:UpdatePolicy",
                        () -> organizations.updatePolicy(r -> r.policyId(id).content(step.text())));
            case ATTACH ->
                AwsFailure.orThrow(
                        "organizations:AttachPolicy",
                        () -> organizations.attachPolicy(r -> r.policyId(id).targetId(step.target())));
            case DETACH ->
                AwsFailure.orThrow(
                        "organizations:DetachPolicy",
                        () -> organizations.detachPolicy(r -> r.policyId(id).targetId(step.target())));
            case DELETE ->
                AwsFailure.orThrow("organizations:DeletePolicy", () -> organizations.deletePolicy(r -> r.policyId(id)));
            case CREATE -> throw new IllegalArgumentException("a policy with an id is there already");
        }
    }
}
