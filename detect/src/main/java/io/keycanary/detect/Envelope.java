package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Opens one envelope: EventBridge, SNS, SQS or a CloudWatch log event. Of a duplicate member every occurrence counts. */
final class Envelope {
    /** Takes what is inside. */
    interface Content {
        /** JSON text of its own: a record, another envelope, or something foreign. */
        void text(byte[] data, int from, int to) throws IOException;

        /** The envelope is a Health event, and with it the record. */
        void health() throws IOException;
    }

    private static final String HEALTH = "AWS Health Event";

    private Envelope() {}

    static void open(byte[] data, int from, int to, int shape, Content content)
            throws IOException, BrokenJsonException {
        if (isHealth(data, from, to)) {
            content.health();
            return;
        }
        JsonReader json = new JsonReader(data, from, to);
        json.next();
        while (json.next() == JsonReader.Token.NAME) {
            int flag = Shape.flag(json.text());
            boolean text = flag == Shape.TEXT || flag == Shape.LOG_MESSAGE && Shape.has(shape, Shape.LOG_TIME);
            JsonReader.Token token = json.next();
            int start = json.tokenStart();
            skip(json, token);
            if (text && token == JsonReader.Token.STRING) {
                byte[] inner = json.text().getBytes(UTF_8);
                content.text(inner, 0, inner.length);
            } else if (flag == Shape.WRAPPER) {
                content.text(data, start, json.tokenEnd());
            }
        }
    }

    private static boolean isHealth(byte[] data, int from, int to) throws BrokenJsonException {
        JsonReader json = new JsonReader(data, from, to);
        json.next();
        boolean health = false;
        while (json.next() == JsonReader.Token.NAME) {
            boolean type = json.text().equals("detail-type");
            JsonReader.Token token = json.next();
            health |= type && token == JsonReader.Token.STRING && json.text().equals(HEALTH);
            skip(json, token);
        }
        return health;
    }

    private static void skip(JsonReader json, JsonReader.Token token) throws BrokenJsonException {
        if (token == JsonReader.Token.BEGIN_OBJECT || token == JsonReader.Token.BEGIN_ARRAY) {
            json.skipRest();
        }
    }
}
