package io.keycanary.token;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.UUID;

/**
 * Time-ordered ids (RFC 9562, UUID version 7): index-friendly, and sortable by the time they were made. Those that this
 * process makes one after the other in a millisecond are in that order, too (section 6.2, method 2), because notes and
 * alerts of one instant are shown and sent in the order of their ids.
 */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Enough for clocks that tell different times, as those of tests that run side by side. */
    private static final int MOST_REMEMBERED = 1024;

    /** The last id of each of the latest milliseconds, the least recently used first. */
    private static final LinkedHashMap<Long, UUID> LAST = new LinkedHashMap<>(16, 0.75f, true);

    private Uuid7() {}

    /** A new id of the present millisecond. */
    public static synchronized UUID next(InstantSource clock) {
        long now = clock.millis();
        UUID last = LAST.get(now);
        UUID next = last == null
                ? new UUID(
                        now << 16 | 0x7000 | RANDOM.nextInt(1 << 12),
                        RANDOM.nextLong() >>> 3 | 1L << 63) // one bit of room for half a billion more
                : new UUID(
                        last.getMostSignificantBits(), last.getLeastSignificantBits() + 1 + (RANDOM.nextLong() >>> 32));
        LAST.put(now, next);
        if (LAST.size() > MOST_REMEMBERED) {
            LAST.pollFirstEntry();
        }
        return next;
    }

    /** The eight last digits: what people see and type. The first digits are time and alike for ids made together. */
    public static String shortForm(UUID id) {
        return id.toString().substring(28);
    }
}
