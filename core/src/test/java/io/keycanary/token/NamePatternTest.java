package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    private static final NameMark MARK =
            new HmacMark("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @CsvSource({
        "svc-{word}-{word},svc-[a-z]+-[a-z]+",
        "{dev|prod}.job{digit:3},(dev|prod)[.]job[0-9]{3}",
        "u_{letter:4}{hex:2},u_[a-z]{4}[0-9a-f]{2}",
        "svc-{mark:6}-{a|b},svc-[0-9a-f]{6}-(a|b)",
        "plain,plain"
    })
    void next_ofAPattern_hasItsForm(String pattern, String form) {
        Random random = new Random(7);
        NamePattern names = NamePattern.of(pattern);
        for (int i = 0; i < 200; i++) {
            assertThat(names.next(random, MARK)).matches(form);
        }
        assertThat(names).hasToString(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "a{",
                "a}",
                "{}",
                "{words}",
                "{digit}",
                "{digit:0}",
                "{digit:100}",
                "a b",
                "{a|}",
                "{a| }",
                "{{word}}",
                "{hex:60}-svc-x",
                "{a|b/c}",
                "{mark:5}",
                "{mark:17}",
                "{mark:6}{mark:6}"
            })
    void of_noPattern_isRefused(String text) {
        assertThatThrownBy(() -> NamePattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_counted_isTheProduct() {
        assertThat(NamePattern.of("{a|b}{digit:2}").names()).isEqualTo(200);
        assertThat(NamePattern.of("{hex:40}").names()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "canary-audit-bot,/,published",
        "decoy-legacy-svc,/,published",
        "svc-HoneyPot,/,honey",
        "svc-report,/canary/,the path",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479,/,UUID"
    })
    void lint_recognisable_isWarnedAbout(String name, String path, String warning) {
        assertThat(NameLint.warnings(name, path)).anyMatch(w -> w.contains(warning));
    }

    @Test
    void lint_ownPatternsNames_areQuiet() {
        Random random = new Random(7);
        NamePattern names = NamePattern.of("svc-{word}-{word}-{hex:4}");
        for (int i = 0; i < 500; i++) {
            assertThat(NameLint.warnings(names.next(random, MARK), "/batch/")).isEmpty();
        }
    }
}
