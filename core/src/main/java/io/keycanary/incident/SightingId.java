package io.keycanary.incident;

/** What makes two arrivals the same sighting, whatever path they came by. */
public sealed interface SightingId {
    /** The stored form, unique together with the token. */
    String text();

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
}
