package io.keycanary.token;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Time-ordered ids (RFC 9562, UUID version 7): index-friendly, and sortable by the time they were made. */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuid7() {}

    /** A new id of the present millisecond. */
    public static UUID next(InstantSource clock) {
        long high = clock.millis() << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }

    /** The eight last digits: what people see and type. The first digits are time and alike for ids made together. */
    public static String shortForm(UUID id) {
        return id.toString().substring(28);
    }
}
