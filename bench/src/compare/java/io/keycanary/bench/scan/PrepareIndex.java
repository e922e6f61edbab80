package io.keycanary.bench.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the tokens of a JSON file as a prepared index. {@code PrepareIndex TOKENS INDEX} */
final class PrepareIndex {
    private PrepareIndex() {}

    public static void main(String[] args) throws IOException {
        List<WatchedToken> tokens = new ArrayList<>();
        for (JsonNode token : new ObjectMapper().readTree(Path.of(args[0]).toFile())) {
            List<String> keys = new ArrayList<>();
            token.path("accessKeyIds").forEach(key -> keys.add(key.asText()));
            tokens.add(new WatchedToken(
                    token.path("id").asText(),
                    keys,
                    token.path("principalId").asText(),
                    token.path("userArn").asText()));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            TokenIndex.of(tokens, List.of()).writeTo(out);
        }
    }
}
