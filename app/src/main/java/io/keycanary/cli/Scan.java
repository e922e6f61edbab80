package io.keycanary.cli;

import io.keycanary.detect.Detector;
import io.keycanary.detect.LearnedKey;
import io.keycanary.detect.Limits;
import io.keycanary.detect.MalformedRecord;
import io.keycanary.detect.Match;
import io.keycanary.detect.ScanListener;
import io.keycanary.detect.ScanReport;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Scans inputs for tokens. When it learns temporary keys it reads everything a second time, because their use may stand
 * before the record that tells of them; the second reading adds matches and its counts are the ones that hold.
 */
final class Scan {
    private final Limits limits;
    private final ScanReporter reporter;
    private final Set<Found> found = new HashSet<>();

    private record Found(String file, long index, String token) {}

    Scan(Limits limits, ScanReporter reporter) {
        this.limits = limits;
        this.reporter = reporter;
    }

    ScanTotals run(List<WatchedToken> tokens, ScanInputs inputs) {
        LearnedKeys learned = new LearnedKeys(tokens);
        ScanTotals totals = read(tokens, inputs, learned, true);
        if (learned.isEmpty()) {
            return totals;
        }
        reporter.again(learned.size());
        List<WatchedToken> grown = learned.tokens();
        return read(grown, inputs, new LearnedKeys(grown), false);
    }

    private ScanTotals read(List<WatchedToken> tokens, ScanInputs inputs, LearnedKeys learned, boolean first) {
        Detector detector = new Detector(TokenIndex.of(tokens, List.of()), limits);
        ScanTotals totals = new ScanTotals();
        inputs.visit(new ScanInputs.Visitor() {
            @Override
            public void input(ScanInput input) {
                read(detector, input, new Listener(input.name(), learned, first), totals, first);
                reporter.scanned(totals);
            }

            @Override
            public void unreadable(String name, IOException why) {
                totals.addUnreadable();
                if (first) {
                    reporter.unreadable(name, reason(why));
                }
            }
        });
        return totals;
    }

    private void read(Detector detector, ScanInput input, ScanListener listener, ScanTotals totals, boolean first) {
        try (InputStream bytes = input.opener().open()) {
            ScanReport report = detector.scan(bytes, listener);
            totals.add(report);
            if (first) {
                report.damages().forEach(damage -> reporter.damaged(input.name(), damage));
            }
        } catch (IOException e) {
            totals.addUnreadable();
            if (first) {
                reporter.unreadable(input.name(), reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? "this user may not read it"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private final class Listener implements ScanListener {
        private final String file;
        private final LearnedKeys learned;
        private final boolean first;

        Listener(String file, LearnedKeys learned, boolean first) {
            this.file = file;
            this.learned = learned;
            this.first = first;
        }

        @Override
        public void matched(Match match) {
            if (found.add(new Found(file, match.index(), match.token()))) {
                reporter.match(file, match);
            }
        }

        @Override
        public void learned(LearnedKey key) {
            learned.add(key);
        }

        @Override
        public void malformed(MalformedRecord record) {
            if (first) {
                reporter.malformed(file, record);
            }
        }
    }
}
