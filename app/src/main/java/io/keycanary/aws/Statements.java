package io.keycanary.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our statements in a policy that AWS replaces as a whole and that others may write to. They are told by their Sid, so
 * those of others come back as they were.
 */
final class Statements {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIST = "Statement";

    private final List<ObjectNode> ours;

    Statements(List<Map<String, Object>> ours) {
        this.ours = ours.stream().map(s -> JSON.<ObjectNode>valueToTree(s)).toList();
    }

    /** Whether a policy holds all of ours unchanged. */
    boolean in(@Nullable String policy) {
        ArrayNode there = statements(read(policy));
        return ours.stream().allMatch(wanted -> {
            for (JsonNode statement : there) {
                if (same(statement, wanted)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The policy with ours, and those of others as they are. */
    String with(@Nullable String policy) {
        ObjectNode whole = read(policy);
        ArrayNode statements = others(whole);
        ours.forEach(statements::add);
        whole.set(LIST, statements);
        return whole.toString();
    }

    /** The policy without ours; null when nothing is left. */
    @Nullable
    String without(@Nullable String policy) {
        ObjectNode whole = read(policy);
        ArrayNode statements = others(whole);
        whole.set(LIST, statements);
        return statements.isEmpty() ? null : whole.toString();
    }

    private ArrayNode others(ObjectNode policy) {
        ArrayNode statements = statements(policy).deepCopy();
        for (Iterator<JsonNode> i = statements.iterator(); i.hasNext(); ) {
            JsonNode sid = i.next().path("Sid");
            if (ours.stream().anyMatch(own -> own.get("Sid").equals(sid))) {
                i.remove();
            }
        }
        return statements;
    }

    private static ArrayNode statements(ObjectNode policy) {
        JsonNode statements = policy.path(LIST);
        if (statements instanceof ArrayNode array) {
            return array;
        }
        ArrayNode list = JSON.createArrayNode();
        return statements.isObject() ? list.add(statements) : list;
    }

    private static ObjectNode read(@Nullable String policy) {
        JsonNode read = policy == null || policy.isBlank() ? JSON.createObjectNode() : tree(policy);
        if (read instanceof ObjectNode object) {
            return object.has("Version") ? object : object.put("Version", "2012-10-17");
        }
        throw new UnreadablePolicyException("it is no JSON object");
    }

    /** Whether two policies, or two patterns, say the same. */
    static boolean same(String text, Map<String, Object> wanted) {
        return same(tree(text), JSON.valueToTree(wanted));
    }

    /** AWS writes a list of one as its only member, and numbers as text. */
    private static boolean same(JsonNode a, JsonNode b) {
        JsonNode left = only(a);
        JsonNode right = only(b);
        if (left.isObject() && right.isObject()) {
            return left.size() == right.size()
                    && left.properties().stream()
                            .allMatch(member ->
                                    right.has(member.getKey()) && same(member.getValue(), right.get(member.getKey())));
        }
        if (left.isArray() && right.isArray()) {
            return left.size() == right.size() && eachIn(left, right);
        }
        return left.isValueNode() && right.isValueNode() && left.asText().equals(right.asText());
    }

    private static boolean eachIn(JsonNode left, JsonNode right) {
        for (JsonNode item : left) {
            boolean found = false;
            for (JsonNode other : right) {
                found = found || same(item, other);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode only(JsonNode node) {
        return node.isArray() && node.size() == 1 ? node.get(0) : node;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreadablePolicyException("it is no JSON");
        }
    }
}
