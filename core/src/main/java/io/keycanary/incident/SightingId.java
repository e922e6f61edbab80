package io.keycanary.incident;

import java.time.Instant;

/** What makes two arrivals the same sighting, whatever path they came by. */
public sealed interface SightingId {
    /** The stored form, unique together with the token. */
    String text();

    /**
     * A use that only IAM's last-used data shows.
     *
     * @param service short name of the service, text of the other side
     */
    record LastUsedId(Instant at, String service, String region) implements SightingId {
        @Override
        public String text() {
            return "last-used:" + at + ":" + service + ":" + region;
        }
    }

    /**
     * A CloudTrail record: the same eventID may come in several files and by several paths.
     *
     * @param eventId {@code eventID}, or the SHA-256 of a record without one
     */
    record RecordId(String eventId, String recipientAccountId) implements SightingId {
        @Override
        public String text() {
            return "record:" + recipientAccountId + ":" + eventId;
        }
    }

    /** An AWS Health event: the id of its EventBridge envelope. */
    record HealthId(String id) implements SightingId {
        @Override
        public String text() {
            return "health:" + id;
        }
    }

    /**
     * A use of some decoy for which an alarm rang, and of which no record is known.
     *
     * @param alarmArn text of the other side
     * @param at when the alarm changed its state
     */
    record AlarmId(String alarmArn, Instant at) implements SightingId {
        @Override
        public String text() {
            return "alarm:" + at + ":" + alarmArn;
        }
    }

    /**
     * What an audit found on a decoy that was as it should be in the audit before.
     *
     * @param statement what is wrong, in words
     * @param at time of the audit: the same drift, found again after it was mended, is another sighting
     */
    record FindingId(String check, String statement, Instant at) implements SightingId {
        @Override
        public String text() {
            return "finding:" + check + ":" + at + ":" + statement;
        }
    }
}
