package io.keycanary.sns;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.sns.RefusedMessageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A message as SNS posts it (SNS developer guide, "Parsing message formats"). Anybody may post: nothing in it is trusted
 * before its signature was checked.
 *
 * @param text all members that are text, by their names
 * @param at its time
 * @param signature of {@link #signed()}
 */
record SnsMessage(Type type, Map<String, String> text, Instant at, byte[] signature) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final String MESSAGE = "Message";
    private static final String MESSAGE_ID = "MessageId";
    private static final String TIMESTAMP = "Timestamp";
    private static final String TOPIC = "TopicArn";
    private static final String TYPE = "Type";
    private static final String TOKEN = "Token";

    /** What it is for, and which members are signed, in their order. */
    enum Type {
        /** Something was published. */
        NOTIFICATION("Notification", List.of(MESSAGE, MESSAGE_ID, "Subject", TIMESTAMP, TOPIC, TYPE)),
        /** Somebody asked SNS to send here. */
        CONFIRMATION(
                "SubscriptionConfirmation",
                List.of(MESSAGE, MESSAGE_ID, "SubscribeURL", TIMESTAMP, TOKEN, TOPIC, TYPE)),
        /** It sends here no longer. */
        FAREWELL(
                "UnsubscribeConfirmation", List.of(MESSAGE, MESSAGE_ID, "SubscribeURL", TIMESTAMP, TOKEN, TOPIC, TYPE));

        private final String word;
        private final List<String> signed;

        Type(String word, List<String> signed) {
            this.word = word;
            this.signed = signed;
        }

        private static Type of(String word) throws RefusedMessageException {
            for (Type type : values()) {
                if (type.word.equals(word)) {
                    return type;
                }
            }
            throw malformed("its Type is none of SNS");
        }
    }

    static SnsMessage read(byte[] body) throws RefusedMessageException {
        Map<String, String> text = members(body);
        Type type = Type.of(text.getOrDefault(TYPE, ""));
        for (String member : type.signed) {
            if (!text.containsKey(member) && !member.equals("Subject")) {
                throw malformed("it has no " + member);
            }
        }
        try {
            return new SnsMessage(
                    type,
                    text,
                    Instant.parse(text.getOrDefault(TIMESTAMP, "")),
                    Base64.getDecoder().decode(text.getOrDefault("Signature", "")));
        } catch (DateTimeException e) {
            throw new RefusedMessageException(Kind.MALFORMED, "its Timestamp is no time", e);
        } catch (IllegalArgumentException e) {
            throw new RefusedMessageException(Kind.MALFORMED, "its Signature is no base64", e);
        }
    }

    private static Map<String, String> members(byte[] body) throws RefusedMessageException {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree == null || !tree.isObject()) {
                throw malformed("it is no JSON object");
            }
            return tree.properties().stream()
                    .filter(member -> member.getValue().isTextual())
                    .collect(java.util.stream.Collectors.toMap(
                            Map.Entry::getKey, member -> member.getValue().asText()));
        } catch (IOException e) {
            throw new RefusedMessageException(Kind.MALFORMED, "it is no JSON", e);
        }
    }

    private static RefusedMessageException malformed(String why) {
        return new RefusedMessageException(Kind.MALFORMED, why);
    }

    String topic() {
        return text.getOrDefault(TOPIC, "");
    }

    String id() {
        return text.getOrDefault(MESSAGE_ID, "");
    }

    String message() {
        return text.getOrDefault(MESSAGE, "");
    }

    /** By which a subscription is confirmed. */
    String token() {
        return text.getOrDefault(TOKEN, "");
    }

    String signatureVersion() {
        return text.getOrDefault("SignatureVersion", "");
    }

    String certificateUrl() {
        return text.getOrDefault("SigningCertURL", "");
    }

    /** What SNS signs: name and value of each member, a line each (SNS developer guide, "Verifying the signatures"). */
    byte[] signed() {
        StringBuilder lines = new StringBuilder();
        for (String member : type.signed) {
            String value = text.get(member);
            if (value != null) {
                lines.append(member).append('\n').append(value).append('\n');
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
