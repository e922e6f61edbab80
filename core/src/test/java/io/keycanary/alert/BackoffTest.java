package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "9, 512", "10, 900", "11, 900", "31, 900", "2147483647, 900"})
    void ceiling_nthFailure_doublesUpToTheCap(int failures, long seconds) {
        assertThat(BACKOFF.ceiling(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Property
    void delay_anyFailure_isBetweenZeroAndTheCeiling(
            @ForAll @IntRange(min = 1) int failures,
            @ForAll @LongRange(min = 1, max = 100_000) long base,
            @ForAll @LongRange(min = 0, max = 10_000_000) long more,
            @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(base), Duration.ofMillis(base + more), Duration.ZERO);

        Duration delay = backoff.delay(failures, null, new Random(seed));

        assertThat(delay).isBetween(Duration.ZERO, backoff.ceiling(failures));
        assertThat(backoff.ceiling(failures)).isBetween(backoff.base(), backoff.cap());
    }

    @Property
    void delay_askedFor_isNeverShorterThanAskedAndNeverBeyondTheBounds(
            @ForAll @IntRange(min = 1, max = 40) int failures,
            @ForAll @LongRange(min = -5, max = 1_000_000) long seconds,
            @ForAll long seed) {
        Duration asked = Duration.ofSeconds(seconds);

        Duration delay = BACKOFF.delay(failures, asked, new Random(seed));

        assertThat(delay).isLessThanOrEqualTo(Duration.ofHours(1));
        if (asked.compareTo(Duration.ofHours(1)) <= 0) {
            assertThat(delay).isGreaterThanOrEqualTo(asked);
        }
    }

    @Test
    void delay_manyDraws_spreadOverTheWholeRange() {
        Random random = new Random(7);
        double mean = random.ints(2_000, 0, 1)
                .mapToLong(zero -> BACKOFF.delay(20, null, random).toMillis())
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(420_000.0, 480_000.0);
    }

    @Test
    void backoff_boundsOutOfOrder_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO))
                .withMessageContaining("cap PT1S");
        assertThatIllegalArgumentException().isThrownBy(() -> BACKOFF.ceiling(0));
    }
}
