package io.keycanary.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void scan_recordsOfNamedCaseInEveryLayout_givesSameMatches(MatchCase given) {
        assumeFalse(given.records().isEmpty(), "the case is a layout of its own");
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
