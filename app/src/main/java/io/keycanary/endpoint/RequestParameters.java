package io.keycanary.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was asked for, as CloudTrail would list it: bounded in size and depth, and without secrets. */
final class RequestParameters {
    private static final int MAX_VALUE_CHARS = 2_000;
    private static final int MAX_MEMBERS = 300;
    private static final int MAX_DEPTH = 12;
    private static final Set<String> ENVELOPE = Set.of(
            "action",
            "version",
            "awsaccesskeyid",
            "signature",
            "signaturemethod",
            "signatureversion",
            "timestamp",
            "expires",
            "securitytoken");

    private final Operation operation;
    private int members;

    private RequestParameters(Operation operation) {
        this.operation = operation;
    }

    /** Null when nothing was asked beyond the action itself. */
    static @Nullable Map<String, Object> of(Operation operation, HttpCall call) {
        RequestParameters reader = new RequestParameters(operation);
        Map<String, Object> out = new LinkedHashMap<>();
        operation.pathParameters().forEach((name, value) -> reader.put(out, name, value));
        call.query().pairs().forEach(p -> reader.putUnlessEnvelope(out, p));
        call.form().pairs().forEach(p -> reader.putUnlessEnvelope(out, p));
        if (operation.wire().json() && call.body().complete()) {
            reader.putBody(out, call.body().start());
        }
        return out.isEmpty() ? null : out;
    }

    private void putUnlessEnvelope(Map<String, Object> out, Parameters.Pair pair) {
        String lower = pair.name().toLowerCase(Locale.ROOT);
        if (!lower.startsWith("x-amz-") && !ENVELOPE.contains(lower)) {
            put(out, pair.name(), pair.value());
        }
    }

    /** In UTF-8, as all of AWS's JSON protocols: from bytes Jackson would guess UTF-32 too, and fail on what is none. */
    private void putBody(Map<String, Object> out, byte[] body) {
        try {
            JsonNode root = Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (root != null && root.isObject()) {
                root.properties().forEach(e -> putNode(out, e.getKey(), e.getValue(), 0));
            }
        } catch (JsonProcessingException e) {
            put(out, "body", "not JSON");
        }
    }

    private void putNode(Map<String, Object> out, String name, JsonNode value, int depth) {
        String key = key(name);
        if (full() || key.isEmpty()) {
            return;
        }
        Object seen = Redaction.hides(operation.service(), operation.action(), key)
                ? Redaction.HIDDEN
                : seen(value, depth + 1);
        out.put(key, seen);
    }

    private Object seen(JsonNode value, int depth) {
        if (depth > MAX_DEPTH && value.isContainerNode()) {
            return "...";
        }
        if (value.isObject()) {
            Map<String, Object> inner = new LinkedHashMap<>();
            value.properties().forEach(e -> putNode(inner, e.getKey(), e.getValue(), depth));
            return inner;
        }
        if (value.isArray()) {
            List<Object> inner = new ArrayList<>();
            for (JsonNode element : value) {
                if (!full()) {
                    inner.add(seen(element, depth + 1));
                }
            }
            return inner;
        }
        return value.isBoolean() || value.isInt() || value.isLong() ? value : cut(value.asText());
    }

    private void put(Map<String, Object> out, String name, String value) {
        String key = key(name);
        if (!full() && !key.isEmpty()) {
            boolean hidden = Redaction.hides(operation.service(), operation.action(), key);
            out.put(key, hidden ? Redaction.HIDDEN : cut(value));
        }
    }

    private boolean full() {
        return ++members > MAX_MEMBERS;
    }

    /** CloudTrail begins names with a small letter, but for S3's Host. */
    private String key(String name) {
        String text = cut(name);
        return text.isEmpty() || operation.wire() == Wire.S3
                ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    static String cut(String text) {
        return text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS) + "...";
    }
}
