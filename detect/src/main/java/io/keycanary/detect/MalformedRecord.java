package io.keycanary.detect;

/**
 * A record that began as CloudTrail and could not be understood.
 *
 * @param index zero-based ordinal of the record in its input
 * @param offset where it begins, in bytes of the inflated input
 * @param reason why, in words for a person
 * @param head up to 4 KiB of its beginning, for the quarantine; may hold hostile bytes, never a session token
 */
public record MalformedRecord(long index, long offset, String reason, byte[] head) {}
