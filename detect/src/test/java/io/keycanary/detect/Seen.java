package io.keycanary.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** All that one scan gave. */
record Seen(ScanReport report, List<Match> matches, List<LearnedKey> learned, List<MalformedRecord> malformed) {

    static Seen by(Detector detector, byte[] input) {
        return by(detector, new ByteArrayInputStream(input));
    }

    static Seen by(Detector detector, InputStream input) {
        return by(listener -> detector.scan(input, listener));
    }

    static Seen byWorker(Detector detector, byte[] input) {
        try (DetectorWorker worker = detector.worker()) {
            return by(listener -> worker.scan(new ByteArrayInputStream(input), listener));
        }
    }

    static Seen byWhole(Detector detector, byte[] plain) {
        return by(listener -> detector.scanWhole(plain, plain.length, listener));
    }

    private interface Scanning {
        ScanReport scan(ScanListener listener) throws IOException;
    }

    private static Seen by(Scanning scanning) {
        List<Match> matches = new ArrayList<>();
        List<LearnedKey> learned = new ArrayList<>();
        List<MalformedRecord> malformed = new ArrayList<>();
        ScanListener listener = new ScanListener() {
            @Override
            public void matched(Match match) {
                matches.add(match);
            }

            @Override
            public void learned(LearnedKey key) {
                learned.add(key);
            }

            @Override
            public void malformed(MalformedRecord record) {
                malformed.add(record);
            }
        };
        try {
            ScanReport report = scanning.scan(listener);
            return new Seen(report, matches, learned, malformed);
        } catch (IOException e) {
            throw new UncheckedIOException("an input in memory cannot fail", e);
        }
    }

    static Seen by(Detector detector, String input) {
        return by(detector, input.getBytes(StandardCharsets.UTF_8));
    }

    /** One line per match: index, token, kind, paths. */
    List<String> lines() {
        return matches.stream()
                .map(m -> m.index() + " " + m.token() + " " + m.kind() + " " + m.matchedBy())
                .toList();
    }

    /** As {@link #lines}, without the index. */
    List<String> findings() {
        return matches.stream()
                .map(m -> m.token() + " " + m.kind() + " " + m.matchedBy())
                .toList();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("an output in memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
