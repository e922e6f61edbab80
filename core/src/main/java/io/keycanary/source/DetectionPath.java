package io.keycanary.source;

import java.util.Locale;

/** One independent way by which a use reaches us. */
public enum DetectionPath {
    /** EventBridge rule, bus and queue. */
    EVENTBRIDGE,
    /** Trail files in S3. */
    TRAIL_S3,
    /** Metric filter, alarm and topic over the trail's log group. */
    TRAIL_LOGS,
    /** LookupEvents. */
    EVENT_HISTORY,
    /** IAM's last-used data. */
    LAST_USED,
    /** The decoy endpoint. */
    ENDPOINT,
    /** A folder of CloudTrail files. */
    FILES;

    /** The word outside: {@code trail-s3}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the word.
     *
     * @throws IllegalArgumentException when there is no such path
     */
    public static DetectionPath of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
