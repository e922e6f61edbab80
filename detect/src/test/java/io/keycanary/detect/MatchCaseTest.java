package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The detector on the cases that every matcher must pass. */
class MatchCaseTest {
    static Stream<MatchCase> cases() {
        return MatchCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void scan_namedCase_givesItsMatches(MatchCase given) {
        Seen seen = Seen.by(new Detector(given.index()), given.input());

        assertThat(seen.lines()).isEqualTo(given.matches());
        assertThat(MatchCase.Counts.of(seen.report())).isEqualTo(given.report());
        if (given.learned() != null) {
            assertThat(MatchCase.lines(seen.learned())).isEqualTo(given.learned());
        }
    }

    static Stream<MatchCase> wellFormedCases() {
        return cases().filter(MatchCase::isWellFormedText);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellFormedCases")
    void reference_namedCase_givesItsMatches(MatchCase given) {
        assertThat(Reference.lines(given.tokens(), given.sensors(), new String(given.input(), UTF_8)))
                .isEqualTo(given.matches());
    }

    static Stream<MatchCase> casesOfRecords() {
        return cases().filter(given -> !given.records().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesOfRecords")
    void scan_recordsOfNamedCaseInEveryLayout_givesSameMatches(MatchCase given) {
        Detector detector = new Detector(given.index());

        for (Layout layout : Layout.values()) {
            Seen seen = Seen.by(detector, layout.write(given.records()));

            assertThat(seen.lines()).as(layout.name()).isEqualTo(given.matches());
            assertThat(seen.report().records())
                    .as(layout.name())
                    .isEqualTo(given.report().records());
            assertThat(seen.report().damages()).as(layout.name()).isEqualTo(List.of());
        }
    }
}
