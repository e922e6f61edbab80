package io.keycanary.detect;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an object may be, told by the names of its own members: a record, an envelope around records, or something
 * foreign. A set of flags, one for each telling name that was seen.
 *
 * <p>A record has {@code userIdentity}, or {@code eventName} with {@code eventSource}, or {@code eventVersion} with
 * {@code eventID}; and none of the names by which look-alikes give themselves away (S3, DynamoDB, Kinesis and SES
 * notifications, Insight events).
 */
final class Shape {
    static final int USER_IDENTITY = 1;
    static final int EVENT_NAME = 2;
    static final int EVENT_SOURCE = 4;
    static final int EVENT_VERSION = 8;
    static final int EVENT_ID = 16;
    static final int LOOK_ALIKE = 32;
    /** Holds the wrapped record or message, as an object. */
    static final int WRAPPER = 64;
    /** Holds the wrapped record or message, as a string. */
    static final int TEXT = 128;
    /** {@code message}: as {@link #TEXT}, but only beside the {@link #LOG_TIME} of a CloudWatch log event. */
    static final int LOG_MESSAGE = 256;

    static final int LOG_TIME = 512;
    /** Array of records, log events or messages. */
    static final int LIST = 1024;

    private static final Map<String, Integer> FLAGS = Map.ofEntries(
            Map.entry("userIdentity", USER_IDENTITY),
            Map.entry("eventName", EVENT_NAME),
            Map.entry("eventSource", EVENT_SOURCE),
            Map.entry("eventVersion", EVENT_VERSION),
            Map.entry("eventID", EVENT_ID),
            Map.entry("insightDetails", LOOK_ALIKE),
            Map.entry("s3", LOOK_ALIKE),
            Map.entry("dynamodb", LOOK_ALIKE),
            Map.entry("kinesis", LOOK_ALIKE),
            Map.entry("ses", LOOK_ALIKE),
            Map.entry("eventSourceARN", LOOK_ALIKE),
            Map.entry("detail", WRAPPER),
            Map.entry("Sns", WRAPPER),
            Map.entry("Message", TEXT),
            Map.entry("Body", TEXT),
            Map.entry("body", TEXT),
            Map.entry("message", LOG_MESSAGE),
            Map.entry("timestamp", LOG_TIME),
            Map.entry("Records", LIST),
            Map.entry("logEvents", LIST),
            Map.entry("Messages", LIST));

    /** The longest name that has a flag. */
    static final int LONGEST_NAME = 16;

    private Shape() {}

    static int flag(String name) {
        return FLAGS.getOrDefault(name, 0);
    }

    static boolean isRecord(int shape) {
        return !has(shape, LOOK_ALIKE)
                && (has(shape, USER_IDENTITY)
                        || has(shape, EVENT_NAME | EVENT_SOURCE)
                        || has(shape, EVENT_VERSION | EVENT_ID));
    }

    static boolean isEnvelope(int shape) {
        return !isRecord(shape) && (has(shape, WRAPPER) || has(shape, TEXT) || has(shape, LOG_MESSAGE | LOG_TIME));
    }

    /** Whether an object that breaks off here began as a record. */
    static boolean beganAsRecord(int shape) {
        return isRecord(shape) || has(shape, EVENT_VERSION) && !has(shape, LOOK_ALIKE);
    }

    /** Whether the beginning of a broken envelope shows that a record was in it. */
    static boolean mentionsRecord(byte[] data, int from, int to) {
        int length = Math.min(to - from, Window.HEAD_BYTES);
        return new String(data, from, length, StandardCharsets.ISO_8859_1).contains("eventVersion");
    }

    static boolean has(int shape, int flags) {
        return (shape & flags) == flags;
    }
}
