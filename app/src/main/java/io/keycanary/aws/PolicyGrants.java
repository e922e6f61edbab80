package io.keycanary.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.audit.Grant;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of a policy that allow AWS principals something. Services and federated principals are no decoys. */
final class PolicyGrants {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyGrants() {}

    /**
     * Grants of a policy; none for no policy.
     *
     * @param policy JSON; as IAM gives it, with percent signs, too
     */
    static List<Grant> of(String resource, String region, @Nullable String policy) {
        if (policy == null || policy.isBlank()) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (JsonNode statement : statements(policy)) {
            List<String> principals = principals(statement);
            if (allows(statement) && !principals.isEmpty()) {
                grants.add(new Grant(
                        Grant.Kind.POLICY,
                        resource,
                        region,
                        principals,
                        !statement.path("Condition").isEmpty()));
            }
        }
        return grants;
    }

    /** Whether a policy allows anything at all. */
    static boolean allows(String policy) {
        return statements(policy).stream().anyMatch(PolicyGrants::allows);
    }

    private static boolean allows(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }

    private static List<JsonNode> statements(String policy) {
        String json = policy.startsWith("%7B") ? URLDecoder.decode(policy, StandardCharsets.UTF_8) : policy;
        return each(tree(json).path("Statement"));
    }

    /** All but a few are as good as all. */
    private static List<String> principals(JsonNode statement) {
        if (statement.has("NotPrincipal")) {
            return List.of("*");
        }
        JsonNode principal = statement.path("Principal");
        List<String> all = new ArrayList<>();
        each(principal.isObject() ? principal.path("AWS") : principal).forEach(one -> all.add(one.asText()));
        return all;
    }

    /** One item may stand without its array. */
    private static List<JsonNode> each(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (!node.isMissingNode() && !node.isNull()) {
            all.add(node);
        }
        return all;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("AWS holds a policy that is no JSON: " + json, e);
        }
    }
}
