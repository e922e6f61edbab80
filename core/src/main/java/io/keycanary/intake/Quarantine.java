package io.keycanary.intake;

import java.time.Instant;
import java.util.List;

/** Records that could not be understood, kept with their error. Valid inside one transaction. */
public interface Quarantine {
    /**
     * One such record, or one broken input.
     *
     * @param origin where it was: file, object, request
     * @param offset bytes into the inflated input
     * @param head its beginning: hostile bytes
     */
    record Entry(String origin, long offset, String reason, byte[] head, Instant at) {}

    /** Keeps one; a second of the same origin and offset changes nothing. */
    void put(Entry entry);

    /** How many there are. */
    long count();

    /** The newest. */
    List<Entry> newest(int limit);
}
