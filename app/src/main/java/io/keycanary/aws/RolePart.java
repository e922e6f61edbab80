package io.keycanary.aws;

import io.keycanary.pipeline.JsonText;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role with one inline policy of its own name. */
final class RolePart extends Part {
    private final Ground ground;
    private final String role;
    private final Map<String, Object> trust;
    private final Map<String, Object> policy;

    RolePart(Ground ground, String role, Map<String, Object> trust, Map<String, Object> policy) {
        super("role " + role);
        this.ground = ground;
        this.role = role;
        this.trust = trust;
        this.policy = policy;
    }

    private @Nullable Role found() {
        try {
            return ground.iam().getRole(r -> r.roleName(role)).role();
        } catch (NoSuchEntityException e) {
            return null;
        }
    }

    private boolean ours(Role found) {
        return ground.ours(found.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    private static String decoded(String document) {
        try {
            return URLDecoder.decode(document, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // what URLDecoder throws at a broken escape
            throw new UnreadablePolicyException("it is not encoded as in URLs");
        }
    }

    @Override
    Link look() {
        Role found = found();
        if (found == null) {
            return missing();
        }
        if (!ours(found)) {
            return foreign(NOT_OURS);
        }
        if (!Statements.same(decoded(found.assumeRolePolicyDocument()), trust)) {
            return wrong("its trust policy is not the one it was made with");
        }
        return judged(mayDo() ? null : "its permissions are not those it was made with");
    }

    private boolean mayDo() {
        try {
            String document = ground.iam()
                    .getRolePolicy(r -> r.roleName(role).policyName(role))
                    .policyDocument();
            return Statements.same(decoded(document), policy);
        } catch (NoSuchEntityException e) {
            return false;
        }
    }

    @Override
    void make() {
        if (found() == null) {
            Tag tag = ground.tags().entrySet().stream()
                    .map(one -> Tag.builder()
                            .key(one.getKey())
                            .value(one.getValue())
                            .build())
                    .findFirst()
                    .orElseThrow();
            ground.iam()
                    .createRole(r -> r.roleName(role)
                            .assumeRolePolicyDocument(JsonText.compact(trust))
                            .tags(tag));
        } else {
            ground.iam().updateAssumeRolePolicy(r -> r.roleName(role).policyDocument(JsonText.compact(trust)));
        }
        ground.iam().putRolePolicy(r -> r.roleName(role).policyName(role).policyDocument(JsonText.compact(policy)));
    }

    @Override
    @Nullable
    String remove() {
        Role found = found();
        if (found == null || !ours(found)) {
            return null;
        }
        ground.iam()
                .listRolePolicies(r -> r.roleName(role))
                .policyNames()
                .forEach(name ->
                        ground.iam().deleteRolePolicy(r -> r.roleName(role).policyName(name)));
        ground.iam().deleteRole(r -> r.roleName(role));
        return removed();
    }
}
