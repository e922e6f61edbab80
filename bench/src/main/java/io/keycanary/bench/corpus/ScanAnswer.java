package io.keycanary.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code scan --format json} printed.
 *
 * @param troubled files that it called damaged, malformed in part, or unreadable; relative to the corpus, as all files
 * @param summary its last line
 */
public record ScanAnswer(List<Found> found, Set<String> troubled, JsonNode summary) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One match. */
    public record Found(String file, long index, String eventId, String token, String kind) {}

    /**
     * Reads both streams.
     *
     * @throws IOException when a line is no JSON
     */
    public static ScanAnswer parse(Path corpus, List<String> out, List<String> err) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String line : out) {
            JsonNode match = JSON.readTree(line);
            found.add(new Found(
                    relative(corpus, match.path("file").asText()),
                    match.path("index").asLong(-1),
                    match.path("eventId").asText(),
                    match.path("token").asText(),
                    match.path("kind").asText()));
        }
        Set<String> troubled = new TreeSet<>();
        JsonNode last = JSON.createObjectNode();
        for (String line : err) {
            last = JSON.readTree(line);
            for (String trouble : List.of("damaged", "malformed", "unreadable")) {
                if (last.path(trouble).isTextual()) {
                    troubled.add(relative(corpus, last.path(trouble).asText()));
                }
            }
        }
        return new ScanAnswer(found, troubled, last);
    }

    private static String relative(Path corpus, String file) {
        return corpus.relativize(Path.of(file)).toString();
    }
}
