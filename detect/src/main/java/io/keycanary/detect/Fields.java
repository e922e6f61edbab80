package io.keycanary.detect;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one record that rules or people ask for by name: every value of each, the first one first. */
final class Fields {
    private static final Set<String> KEPT = Set.of(
            "eventID",
            "eventTime",
            "eventSource",
            "eventName",
            "eventType",
            "awsRegion",
            "sourceIPAddress",
            "userAgent",
            "errorCode",
            "errorMessage",
            "userIdentity.accessKeyId",
            "userIdentity.principalId",
            "userIdentity.arn",
            "userIdentity.userName",
            "userIdentity.accountId",
            "requestID",
            "recipientAccountId",
            "readOnly",
            "addendum.reason",
            "addendum.originalEventID",
            "responseElements.credentials.accessKeyId",
            "responseElements.credentials.expiration",
            // EventBridge envelope of a Health event
            "id",
            "time",
            "source",
            "account",
            "region",
            "detail-type",
            "detail.eventTypeCode",
            "detail.affectedAccount");

    private final Map<String, Set<String>> strings = new HashMap<>();
    private final Map<String, String> literals = new HashMap<>();

    void string(String path, String value) {
        if (KEPT.contains(path)) {
            strings.computeIfAbsent(path, key -> new LinkedHashSet<>(2)).add(value);
        }
    }

    void literal(String path, String value) {
        if (KEPT.contains(path)) {
            literals.putIfAbsent(path, value);
        }
    }

    Set<String> all(String path) {
        return strings.getOrDefault(path, Set.of());
    }

    @Nullable
    String first(String path) {
        Set<String> values = all(path);
        return values.isEmpty() ? null : values.iterator().next();
    }

    /** The first string or number, as text. */
    @Nullable
    String firstScalar(String path) {
        String text = first(path);
        return text == null ? literals.get(path) : text;
    }

    private @Nullable Boolean flag(String path) {
        String literal = literals.get(path);
        return "true".equals(literal) ? Boolean.TRUE : "false".equals(literal) ? Boolean.FALSE : null;
    }

    RecordFacts cloudTrail() {
        return new RecordFacts(
                RecordFacts.Family.CLOUDTRAIL,
                first("eventID"),
                first("eventTime"),
                first("eventSource"),
                first("eventName"),
                first("eventType"),
                first("awsRegion"),
                first("sourceIPAddress"),
                first("userAgent"),
                first("errorCode"),
                first("errorMessage"),
                first("userIdentity.accessKeyId"),
                first("userIdentity.principalId"),
                first("userIdentity.arn"),
                first("userIdentity.userName"),
                first("requestID"),
                first("recipientAccountId"),
                flag("readOnly"),
                first("addendum.reason"),
                first("addendum.originalEventID"));
    }

    /** Health has no caller: what the envelope says, with the event type code as the event's name. */
    RecordFacts health() {
        String affected = first("detail.affectedAccount");
        return new RecordFacts(
                RecordFacts.Family.HEALTH,
                first("id"),
                first("time"),
                first("source"),
                first("detail.eventTypeCode"),
                first("detail-type"),
                first("region"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                affected == null ? first("account") : affected,
                null,
                null,
                null);
    }
}
