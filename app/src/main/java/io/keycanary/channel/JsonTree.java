package io.keycanary.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service's JSON answer as maps, lists and texts; numbers and truth values are texts, too. */
final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_DEPTH = 32;

    private JsonTree() {}

    /** The document; null when it is none, goes on after its end, or is nested deeper than any answer we know. */
    static @Nullable Object read(String body) {
        try (JsonParser in = JSON.createParser(body)) {
            JsonToken first = in.nextToken();
            Object document = first == null ? null : value(in, first, 0);
            return in.nextToken() == null ? document : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Object value(JsonParser in, JsonToken token, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("nested too deeply");
        }
        return switch (token) {
            case START_OBJECT -> object(in, depth + 1);
            case START_ARRAY -> list(in, depth + 1);
            case VALUE_NULL -> null;
            default -> in.getText();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser in, int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            members.put(name, value(in, in.nextToken(), depth));
        }
        return members;
    }

    private static List<@Nullable Object> list(JsonParser in, int depth) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token == null) {
                throw new IOException("it ends within a list");
            }
            items.add(value(in, token, depth));
        }
        return items;
    }
}
