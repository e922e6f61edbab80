package io.keycanary.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The members of a service's JSON answer, as far as they are plain values; the end of a long answer may be missing. */
final class Answered {
    private static final JsonFactory JSON = new JsonFactory();

    private Answered() {}

    /** Empty when it is no JSON object. */
    static Map<String, String> members(String body) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return members;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken().isScalarValue()) {
                    members.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
        } catch (IOException e) {
            return members; // cut off, or no JSON from here on
        }
        return members;
    }
}
