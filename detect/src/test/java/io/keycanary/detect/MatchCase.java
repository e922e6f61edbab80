package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One named case of {@code match-cases.json}. */
record MatchCase(
        String name,
        List<WatchedToken> tokens,
        List<WatchedSensor> sensors,
        List<String> records,
        byte[] input,
        List<String> matches,
        @Nullable List<String> learned,
        Counts report) {

    /** What the report must say. */
    record Counts(long records, long malformed, boolean foreign, boolean damaged) {
        static Counts of(ScanReport report) {
            return new Counts(
                    report.records(),
                    report.malformed(),
                    report.foreign(),
                    !report.damages().isEmpty());
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<MatchCase> all() {
        JsonNode file;
        try (InputStream in = Objects.requireNonNull(MatchCase.class.getResourceAsStream("/match-cases.json"))) {
            file = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<MatchCase> cases = new ArrayList<>();
        for (JsonNode node : file.get("cases")) {
            JsonNode tokens = node.has("tokens") ? node.get("tokens") : file.get("tokens");
            cases.add(read(node, tokens(tokens), node.has("tokens") ? List.of() : sensors(file.get("sensors"))));
        }
        return cases;
    }

    TokenIndex index() {
        return TokenIndex.of(tokens, sensors);
    }

    /** Whether the reference can read it: plain text of nothing but JSON. */
    boolean isWellFormedText() {
        try {
            return ReferenceJson.count(Reference.values(new String(input, UTF_8))) > 0 && report.malformed() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static MatchCase read(JsonNode node, List<WatchedToken> tokens, List<WatchedSensor> sensors) {
        List<String> records = new ArrayList<>();
        node.path("records").forEach(r -> records.add(r.isTextual() ? r.asText() : r.toString()));
        JsonNode report = node.path("report");
        return new MatchCase(
                node.get("name").asText(),
                tokens,
                sensors,
                records,
                input(node, records),
                lines(node.get("matches")),
                node.has("learned") ? learned(node.get("learned")) : null,
                new Counts(
                        report.path("records").asLong(records.size()),
                        report.path("malformed").asLong(),
                        report.path("foreign").asBoolean(),
                        report.path("damaged").asBoolean()));
    }

    private static byte[] input(JsonNode node, List<String> records) {
        if (node.has("base64")) {
            return Base64.getDecoder().decode(node.get("base64").asText());
        }
        return node.has("text") ? node.get("text").asText().getBytes(UTF_8) : Layout.RECORDS.write(records);
    }

    private static List<String> lines(JsonNode matches) {
        List<String> lines = new ArrayList<>();
        for (JsonNode match : matches) {
            List<String> paths = new ArrayList<>();
            match.get("matchedBy").forEach(path -> paths.add(path.asText()));
            lines.add(match.get("index") + " " + match.get("token").asText() + " "
                    + match.get("kind").asText() + " " + paths);
        }
        return lines;
    }

    private static List<String> learned(JsonNode keys) {
        List<String> lines = new ArrayList<>();
        keys.forEach(key -> lines.add(key.get("token").asText() + " "
                + key.get("accessKeyId").asText() + " " + key.get("expires").asText()));
        return lines;
    }

    static List<String> lines(List<LearnedKey> learned) {
        return learned.stream()
                .map(key -> key.token() + " " + key.accessKeyId() + " " + key.expires())
                .toList();
    }

    private static List<WatchedToken> tokens(JsonNode nodes) {
        List<WatchedToken> tokens = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<String> keys = new ArrayList<>();
            node.get("accessKeyIds").forEach(key -> keys.add(key.asText()));
            tokens.add(
                    new WatchedToken(node.get("id").asText(), keys, text(node, "principalId"), text(node, "userArn")));
        }
        return tokens;
    }

    private static List<WatchedSensor> sensors(JsonNode nodes) {
        List<WatchedSensor> sensors = new ArrayList<>();
        nodes.forEach(node -> sensors.add(
                new WatchedSensor(node.get("id").asText(), node.get("arn").asText())));
        return sensors;
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.has(member) ? node.get(member).asText() : null;
    }

    @Override
    public String toString() {
        return name;
    }
}
