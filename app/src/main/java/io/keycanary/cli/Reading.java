package io.keycanary.cli;

import io.keycanary.detect.Detector;
import io.keycanary.detect.DetectorWorker;
import io.keycanary.detect.LearnedKey;
import io.keycanary.detect.MalformedRecord;
import io.keycanary.detect.Match;
import io.keycanary.detect.ScanListener;
import io.keycanary.detect.ScanReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one thread reads inputs: finds what is in them and puts it on their pages. */
interface Reading extends AutoCloseable {
    ScanReport read(ScanInput input, InputStream bytes, InOrder.Page page) throws IOException;

    @Override
    void close();

    /** What is found in a pipe is told while it flows; anything else is faster when it is read whole. */
    static ScanReport scan(
            Detector detector, DetectorWorker worker, ScanInput input, InputStream bytes, ScanListener listener)
            throws IOException {
        return input.bytes() == ScanInput.UNKNOWN ? detector.scan(bytes, listener) : worker.scan(bytes, listener);
    }

    /** Everything is new. */
    final class First implements Reading {
        private final Detector detector;
        private final DetectorWorker worker;
        private final ScanReporter reporter;

        First(Detector detector, ScanReporter reporter) {
            this.detector = detector;
            this.worker = detector.worker();
            this.reporter = reporter;
        }

        @Override
        public ScanReport read(ScanInput input, InputStream bytes, InOrder.Page page) throws IOException {
            ScanReport report = scan(detector, worker, input, bytes, new ScanListener() {
                @Override
                public void matched(Match match) {
                    page.write(reporter.match(input.name(), match));
                }

                @Override
                public void learned(LearnedKey key) {
                    page.learned(key);
                }

                @Override
                public void malformed(MalformedRecord record) {
                    page.write(reporter.malformed(input.name(), record));
                }
            });
            report.damages().forEach(damage -> page.write(reporter.damaged(input.name(), damage)));
            return report;
        }

        @Override
        public void close() {
            worker.close();
        }
    }

    /**
     * What the first reading found is not told again. It is not remembered either, because a hunt may find millions: an
     * input with matches is read once more as it was the first time, and few inputs have any.
     */
    final class Second implements Reading {
        private final Detector detector;
        private final DetectorWorker worker;
        private final DetectorWorker first;
        private final ScanReporter reporter;

        private record Found(long index, String token) {}

        Second(Detector detector, Detector first, ScanReporter reporter) {
            this.detector = detector;
            this.worker = detector.worker();
            this.first = first.worker();
            this.reporter = reporter;
        }

        @Override
        public ScanReport read(ScanInput input, InputStream bytes, InOrder.Page page) throws IOException {
            try {
                return scan(detector, worker, input, bytes, new ScanListener() {
                    private @Nullable Set<Found> told;

                    @Override
                    public void matched(Match match) {
                        Set<Found> known = told == null ? foundBefore(input) : told;
                        told = known;
                        if (!known.contains(new Found(match.index(), match.token()))) {
                            page.write(reporter.match(input.name(), match));
                        }
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private Set<Found> foundBefore(ScanInput input) {
            Set<Found> found = new HashSet<>();
            try (InputStream bytes = input.opener().open()) {
                first.scan(bytes, match -> found.add(new Found(match.index(), match.token())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return found;
        }

        @Override
        public void close() {
            worker.close();
            first.close();
        }
    }
}
