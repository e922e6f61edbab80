package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.CalendarPeriod.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "2026-W47, 2026-11-16, 2026-11-22, 2026-W46",
        "2026-W01, 2025-12-29, 2026-01-04, 2025-W52",
        "2026-W53, 2026-12-28, 2027-01-03, 2026-W52",
        "2026-10, 2026-10-01, 2026-10-31, 2026-09",
        "2028-02, 2028-02-01, 2028-02-29, 2028-01",
        "2026, 2026-01-01, 2026-12-31, 2025"
    })
    void of_aName_hasItsDaysAndTheOneBefore(String name, String first, String last, String before) {
        CalendarPeriod period = CalendarPeriod.of(name, ZoneOffset.UTC);
        assertThat(period.name()).isEqualTo(name);
        assertThat(period.first()).hasToString(first);
        assertThat(period.last()).hasToString(last);
        assertThat(period.before().name()).isEqualTo(before);
        assertThat(period.before().ends()).isEqualTo(period.begins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-W00", "2025-W53", "2026-00", "2026-13", "26-10", "2026-W7", "", "2026-Q5", "x"})
    void of_noPeriod_isRefusedByName(String name) {
        assertThatThrownBy(() -> CalendarPeriod.of(name, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void begins_onDayOfDaylightSaving_isMidnightOfTheZone() {
        CalendarPeriod october = CalendarPeriod.of("2026-10", ZoneId.of("Europe/Berlin"));
        assertThat(october.begins()).isEqualTo("2026-09-30T22:00:00Z");
        assertThat(october.ends()).isEqualTo("2026-10-31T23:00:00Z");
    }

    @Test
    void over_atTheEndOfAPeriod_isThePeriod() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant monday = Instant.parse("2026-11-22T23:00:00Z");
        assertThat(CalendarPeriod.over(Unit.WEEK, monday, berlin).name()).isEqualTo("2026-W47");
        assertThat(CalendarPeriod.over(Unit.WEEK, monday.minusNanos(1), berlin).name())
                .isEqualTo("2026-W46");
        assertThat(CalendarPeriod.over(Unit.MONTH, monday, berlin).name()).isEqualTo("2026-10");
    }
}
