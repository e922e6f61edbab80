package io.keycanary.cli;

import static io.keycanary.cli.DatePeriod.Answer.OUTSIDE;
import static io.keycanary.cli.DatePeriod.Answer.UNKNOWN;
import static io.keycanary.cli.DatePeriod.Answer.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatePeriodTest {
    private static final String REGION = "backup/AWSLogs/o-ab12/123456789012/CloudTrail/eu-west-1/";

    @ParameterizedTest
    @CsvSource({
        "2026/11/20/, WITHIN",
        "2026/11/20, WITHIN",
        "2026/11/19/, OUTSIDE",
        "2026/11/21/, WITHIN",
        "2026/11/22/, OUTSIDE",
        "2026/11/, WITHIN",
        "2026/10/, OUTSIDE",
        "2026/, WITHIN",
        "2025/, OUTSIDE",
        "2027/, OUTSIDE",
        "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1105Z_a.json.gz, OUTSIDE",
        "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1200Z_a.json.gz, WITHIN",
        "2026/11/20/123456789012_CloudTrail_eu-west-1_20261120T1159Z_a.json.gz, OUTSIDE",
        "2026/11/20/123456789012_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20261120T130000Z.json.gz, WITHIN",
        "2026/11/20/name of another kind.gz, WITHIN",
        "2026/13/20/, UNKNOWN",
        "readme.txt, UNKNOWN",
        "'', UNKNOWN"
    })
    void path_isJudgedByItsDates(String below, DatePeriod.Answer answer) {
        DatePeriod period = DatePeriod.of("2026-11-20T12:00Z", "2026-11-21");
        assertThat(period.of(REGION + below)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026/11/20/x.gz",
                "AWSLogs/12345/CloudTrail/eu-west-1/2026/11/20/x.gz",
                "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/20/x.gz",
                "AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/20/deeper/x.gz"
            })
    void otherLayout_isUnknown(String path) {
        assertThat(DatePeriod.of("2026-11-20", null).of(path)).isEqualTo(UNKNOWN);
    }

    @Test
    void digestAndInsightFolders_areOfTheLayout() {
        DatePeriod period = DatePeriod.of(null, "2026-11-20");
        assertThat(period.of("123456789012/CloudTrail-Digest/us-east-1/2026/11/21/x"))
                .isEqualTo(OUTSIDE);
        assertThat(period.of("123456789012/CloudTrail-Insight/us-east-1/2026/11/20/x"))
                .isEqualTo(WITHIN);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T14:30Z, 2026-11-20T14:30:00Z",
        "2026-11-20T14:30, 2026-11-20T14:30:00Z",
        "2026-11-20T14:30:10+02:00, 2026-11-20T12:30:10Z",
        "2026-11-20, 2026-11-20T00:00:00Z"
    })
    void moment_withoutAZoneIsUtc(String text, String instant) {
        assertThat(DatePeriod.of(text, null).since()).hasToString(instant);
    }

    @Test
    void untilADate_includesTheDay() {
        assertThat(DatePeriod.of(null, "2026-11-20").until()).hasToString("2026-11-21T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"yesterday,", "2026-13-01,", "2026-11-20T25:00Z,", ",20261120", "2026-11-21,2026-11-20"})
    void nonsense_isNamed(@Nullable String since, @Nullable String until) {
        assertThatThrownBy(() -> DatePeriod.of(since, until))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(since == null ? "--until" : "--since")
                .hasMessageContaining(since == null ? until : since);
    }

    @Test
    void region_isFoundAnywhereInThePath() {
        assertThat(DatePeriod.region(REGION + "2026/11/20/")).isEqualTo(REGION);
        assertThat(DatePeriod.region(REGION)).isEqualTo(REGION);
        assertThat(DatePeriod.region("AWSLogs/123456789012/CloudTrail/")).isNull();
    }
}
