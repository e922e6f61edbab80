package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StoredTimeTest {
    @Property
    void time_storedAndRead_isCutToMicroseconds(
            @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        Instant time = Instant.ofEpochSecond(second, nano);
        assertThat(StoredTime.of(StoredTime.micros(time))).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void absurdTimes_stored_becomeTheFarthest() {
        assertThat(StoredTime.of(StoredTime.micros(Instant.MAX))).isAfter(Instant.parse("+200000-01-01T00:00:00Z"));
        assertThat(StoredTime.of(StoredTime.micros(Instant.MIN))).isBefore(Instant.parse("-200000-01-01T00:00:00Z"));
    }
}
