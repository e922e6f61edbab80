package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What holds for any input whatever. */
final class ScanLaws {
    private ScanLaws() {}

    static void check(Detector detector, byte[] input) {
        Seen seen = Seen.by(detector, input);
        ScanReport report = seen.report();

        assertThat(report.records()).isEqualTo(report.matched() + report.unmatched() + report.malformed());
        assertThat(report.unmatched()).isNotNegative();
        assertThat(report.malformed()).isEqualTo(seen.malformed().size());
        assertThat(seen.matches().stream().map(Match::index).distinct().count()).isEqualTo(report.matched());
        assertThat(report.foreign() && (report.records() > 0 || report.incomplete()))
                .isFalse();
        for (Match match : seen.matches()) {
            assertThat(match.index()).isBetween(0L, report.records() - 1);
            assertThat(match.matchedBy()).isNotEmpty().doesNotHaveDuplicates();
            isJson(match.record());
        }
        for (MalformedRecord record : seen.malformed()) {
            assertThat(record.head()).hasSizeLessThanOrEqualTo(Window.HEAD_BYTES);
        }
    }

    private static void isJson(byte[] record) {
        try {
            assertThat(ReferenceJson.count(new String(record, UTF_8))).isEqualTo(1);
        } catch (IOException e) {
            throw new UncheckedIOException("the record of a match is no JSON: " + new String(record, UTF_8), e);
        }
    }
}
