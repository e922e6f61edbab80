package io.keycanary.detect;

import org.jspecify.annotations.Nullable;

/**
 * Fields of one record, as they stand in it: unchecked, attacker-controlled text. A field that is missing, null or no
 * string is null; of duplicate members the first is given. Names follow the CloudTrail record contents reference.
 *
 * @param family which kind of record it is
 * @param eventId {@code eventID}; for Health the id of the EventBridge envelope
 * @param eventTime RFC 3339 as written
 * @param sourceIp {@code sourceIPAddress}: an address, a service name, or {@code AWS Internal}
 * @param accessKeyId {@code userIdentity.accessKeyId}
 * @param principalId {@code userIdentity.principalId}
 * @param userArn {@code userIdentity.arn}
 * @param userName {@code userIdentity.userName}
 * @param requestId {@code requestID}
 * @param readOnly {@code readOnly}, null when the record does not say
 * @param addendumReason {@code addendum.reason}: set when the record is late or corrects an earlier one
 * @param originalEventId {@code addendum.originalEventID}
 */
public record RecordFacts(
        Family family,
        @Nullable String eventId,
        @Nullable String eventTime,
        @Nullable String eventSource,
        @Nullable String eventName,
        @Nullable String eventType,
        @Nullable String awsRegion,
        @Nullable String sourceIp,
        @Nullable String userAgent,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String accessKeyId,
        @Nullable String principalId,
        @Nullable String userArn,
        @Nullable String userName,
        @Nullable String requestId,
        @Nullable String recipientAccountId,
        @Nullable Boolean readOnly,
        @Nullable String addendumReason,
        @Nullable String originalEventId) {

    /**
     * For what is told without a record of a call: as little as is known.
     *
     * @param eventSource what tells of it, null when nothing has a name for it
     * @param eventName what it tells, or null
     */
    public static RecordFacts withoutCall(
            String eventTime, @Nullable String eventSource, @Nullable String eventName, String accountId) {
        return new RecordFacts(
                Family.CLOUDTRAIL,
                null,
                eventTime,
                eventSource,
                eventName,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                accountId,
                null,
                null,
                null);
    }

    /** The two families of record. */
    public enum Family {
        /** A CloudTrail record, whatever envelope it came in. */
        CLOUDTRAIL,
        /** An EventBridge {@code AWS Health Event}. */
        HEALTH
    }
}
