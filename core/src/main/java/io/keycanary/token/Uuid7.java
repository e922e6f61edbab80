package io.keycanary.token;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Time-ordered ids (RFC 9562, UUID version 7): index-friendly, and sortable by the time they were made. Those that this
 * process makes one after the other in a millisecond are in that order, too (section 6.2, method 2), because notes and
 * alerts of one instant are shown and sent in the order of their ids.
 */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static long millis = -1;
    private static long high;
    private static long low;

    private Uuid7() {}

    /** A new id of the present millisecond. */
    public static synchronized UUID next(InstantSource clock) {
        long now = clock.millis();
        if (now == millis) {
            low += 1 + (RANDOM.nextLong() >>> 32);
        } else {
            millis = now;
            high = now << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
            low = RANDOM.nextLong() >>> 3 | 1L << 63; // one bit of room for half a billion more
        }
        return new UUID(high, low);
    }

    /** The eight last digits: what people see and type. The first digits are time and alike for ids made together. */
    public static String shortForm(UUID id) {
        return id.toString().substring(28);
    }
}
