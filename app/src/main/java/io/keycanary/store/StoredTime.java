package io.keycanary.store;

import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Times as UTC epoch microseconds: what is finer is cut off. The event time of a record is hostile: one that is 290,000
 * years away or more becomes the farthest that can be kept.
 */
final class StoredTime extends AbstractArgumentFactory<Instant> {
    private static final long PER_SECOND = 1_000_000;
    private static final long FARTHEST_SECOND = Long.MAX_VALUE / PER_SECOND - 1;

    StoredTime() {
        super(Types.BIGINT);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
        long micros = micros(value);
        return (position, statement, context) -> statement.setLong(position, micros);
    }

    static long micros(Instant time) {
        long second = Math.clamp(time.getEpochSecond(), -FARTHEST_SECOND, FARTHEST_SECOND);
        return second * PER_SECOND + time.getNano() / 1_000;
    }

    static Instant of(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }
}
