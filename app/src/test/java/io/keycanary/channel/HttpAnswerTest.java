package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T20:00:00Z"));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void judge_success_isAccepted(int status) {
        assertThat(HttpAnswer.judge(status, null, "ok", CLOCK))
                .isEqualTo(new DeliveryResult.Accepted("HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void judge_passingTrouble_isRetried(int status) {
        assertThat(HttpAnswer.judge(status, "7", " busy\n", CLOCK))
                .isEqualTo(new DeliveryResult.Retry("HTTP " + status + ": busy", Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 422, 499})
    void judge_ourMistake_isRefusedWithWhatTheReceiverSaid(int status) {
        assertThat(HttpAnswer.judge(status, "7", "no_such_hook\u001b[2J", CLOCK))
                .isEqualTo(new DeliveryResult.Refused("HTTP " + status + ": no_such_hook\\u{1b}[2J"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void judge_redirect_isRefusedAndSaysWhatToDo(int status) {
        assertThat(HttpAnswer.judge(status, null, "", CLOCK))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("HTTP " + status)
                                .contains("set url"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "' 120 ', 120",
        "999999999, 999999999",
        "'Mon, 23 Nov 2026 20:01:30 GMT', 90",
        "'Mon, 23 Nov 2026 19:00:00 GMT', 0"
    })
    void delay_secondsOrDate_isRead(String header, long seconds) {
        assertThat(HttpAnswer.delay(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Mon, 99 Nov 2026 20:01:30 GMT"})
    void delay_nonsense_isLeftToTheBackOff(String header) {
        assertThat(HttpAnswer.delay(header, CLOCK)).isNull();
    }

    @Test
    void judge_longBody_isCut() {
        assertThat(HttpAnswer.judge(500, null, "x".repeat(5_000), CLOCK))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).hasSizeLessThan(250).endsWith("…"));
    }
}
