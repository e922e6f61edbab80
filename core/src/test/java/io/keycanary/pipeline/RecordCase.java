package io.keycanary.pipeline;

import static io.keycanary.pipeline.PipelineExample.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.token.CanaryToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * One record of the detector's match cases, and which tokens of the account it says were used.
 *
 * @param record parsed
 * @param used labels of the tokens of account 123456789012 that acted in it
 */
record RecordCase(String name, String record, List<CanaryToken> tokens, Set<String> used) {
    static final String ACCOUNT = "123456789012";
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<RecordCase> all() {
        JsonNode file;
        try (InputStream in = Objects.requireNonNull(RecordCase.class.getResourceAsStream("/match-cases.json"))) {
            file = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<RecordCase> cases = new ArrayList<>();
        for (JsonNode node : file.get("cases")) {
            List<CanaryToken> tokens = tokens(node.has("tokens") ? node.get("tokens") : file.get("tokens"));
            for (int i = 0; i < node.path("records").size(); i++) {
                JsonNode record = node.get("records").get(i);
                cases.add(new RecordCase(
                        node.get("name").asText() + (i == 0 ? "" : " #" + i),
                        record.isTextual() ? record.asText() : record.toString(),
                        tokens,
                        used(node.get("matches"), i, tokens)));
            }
        }
        return cases;
    }

    Object event() {
        try {
            return JSON.readValue(record, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isJson() {
        try {
            return JSON.readTree(record).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<CanaryToken> tokens(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.path("userArn").asText().contains("210987654321"))
                .map(node -> token(
                        node.get("id").asText(),
                        node.has("userArn") ? node.get("userArn").asText() : null,
                        node.has("principalId") ? node.get("principalId").asText() : null,
                        StreamSupport.stream(node.get("accessKeyIds").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()))
                .toList();
    }

    private static Set<String> used(JsonNode matches, int index, List<CanaryToken> tokens) {
        Set<String> used = new LinkedHashSet<>();
        for (JsonNode match : matches) {
            String label = match.get("token").asText();
            boolean ours = tokens.stream().anyMatch(token -> token.label().equals(label));
            if (ours
                    && match.get("index").asInt() == index
                    && match.get("kind").asText().equals("USE")) {
                used.add(label);
            }
        }
        return used;
    }

    /** The record as EventBridge delivers it. */
    String envelope() {
        return JsonText.compact(
                Map.of("source", "aws.any", "detail-type", "AWS API Call via CloudTrail", "detail", event()));
    }

    @Override
    public String toString() {
        return name;
    }
}
