package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
    /** 2026-11-23 is a Monday; summer time in Berlin ends on 2026-10-25 and begins on 2027-03-28. */
    @ParameterizedTest
    @CsvSource({
        "mon-fri 08:00-18:00 Europe/Berlin, 2026-11-23T06:59:59Z, false",
        "mon-fri 08:00-18:00 Europe/Berlin, 2026-11-23T07:00:00Z, true",
        "mon-fri 08:00-18:00 Europe/Berlin, 2026-11-23T16:59:59Z, true",
        "mon-fri 08:00-18:00 Europe/Berlin, 2026-11-23T17:00:00Z, false",
        "mon-fri 08:00-18:00 Europe/Berlin, 2026-11-22T12:00:00Z, false",
        "08:00-18:00 Europe/Berlin, 2026-10-24T06:00:00Z, true",
        "08:00-18:00 Europe/Berlin, 2026-10-25T06:00:00Z, false",
        "08:00-18:00 Europe/Berlin, 2026-10-25T07:00:00Z, true",
        "02:00-03:00 Europe/Berlin, 2026-10-25T00:30:00Z, true",
        "02:00-03:00 Europe/Berlin, 2026-10-25T01:30:00Z, true",
        "02:00-03:00 Europe/Berlin, 2027-03-28T00:59:59Z, false",
        "02:00-03:00 Europe/Berlin, 2027-03-28T01:00:00Z, false",
        "fri 22:00-06:00 UTC, 2026-11-27T23:00:00Z, true",
        "fri 22:00-06:00 UTC, 2026-11-28T05:59:00Z, true",
        "fri 22:00-06:00 UTC, 2026-11-27T05:00:00Z, false",
        "sat-mon 00:00-24:00 UTC, 2026-11-23T23:59:59Z, true",
        "sat-mon 00:00-24:00 UTC, 2026-11-24T00:00:00Z, false"
    })
    void contains_momentsOfTheWeek_goByTheClockOnTheWall(String hours, Instant moment, boolean in) {
        assertThat(Hours.of(hours).contains(moment)).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00-18:00",
                "8-18 UTC",
                "08:00-08:00 UTC",
                "08:60-09:00 UTC",
                "24:00-08:00 UTC",
                "08:00-25:00 UTC",
                "day 08:00-18:00 UTC",
                "08:00-18:00 Mars/Base"
            })
    void of_unreadable_isRefusedWithTheForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hours.of(text)).withMessageContaining("Europe/Berlin");
    }
}
