package io.keycanary.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a route answers.
 *
 * @param headers beside those that every answer carries
 */
record Answer(int status, byte[] body, String type, Map<String, String> headers) {
    static final String JSON = "application/json";

    static Answer ok(Object document) {
        return new Answer(200, Json.write(document), JSON, Map.of());
    }

    static Answer created(String location, Object document) {
        return new Answer(201, Json.write(document), JSON, Map.of("Location", Route.ROOT + location));
    }

    static Answer text(String type, String text) {
        return new Answer(200, Json.utf8(text), type, Map.of());
    }

    static Answer of(Problem problem) {
        return new Answer(
                problem.status(), Json.write(problem.document()), "application/problem+json", problem.headers());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, type, more);
    }

    Answer withStatus(int newStatus) {
        return new Answer(newStatus, body, type, headers);
    }

    /** The same once more, and marked so. */
    Answer replayed() {
        return with("Idempotent-Replayed", "true");
    }
}
