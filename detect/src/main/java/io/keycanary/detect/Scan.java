package io.keycanary.detect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run over one input: opens envelopes, counts, and hands out what it finds. An envelope's text is cut like an input
 * of its own; envelopes nest up to {@link #DEEPEST} levels, which is twice what AWS produces.
 */
final class Scan {
    private static final int DEEPEST = 8;
    private static final int MOST_DAMAGES = 100;

    private final Watch watch;
    private final Limits limits;
    private final ScanListener listener;
    private final Window window;
    private final List<Damage> damages = new ArrayList<>();
    private @Nullable Damage noise;
    private boolean foreign;
    private long records;
    private long matched;
    private long malformed;

    Scan(Watch watch, Limits limits, ScanListener listener, Window window) {
        this.watch = watch;
        this.limits = limits;
        this.listener = listener;
        this.window = window;
    }

    ScanReport run() throws IOException {
        String encoding = WideText.encoding(window);
        if (encoding == null) {
            new Cutter(window, new Layer(0, -1), limits.maxRecordBytes()).run();
        } else {
            damages.add(new Damage(0, encoding + " text is not read: convert it to UTF-8"));
        }
        if (window.damage != null) {
            damages.add(window.damage);
        }
        if (noise != null && records > 0) {
            damages.add(noise);
        }
        return report(records);
    }

    /**
     * Reads one record of a list.
     *
     * @param index its place in the list
     * @return false when what lies there is no record
     */
    boolean record(byte[] data, int from, int to, long index) throws IOException {
        records = index;
        try {
            new Cutter(Window.of(data, from, to, limits), new Layer(0, -1), limits.maxRecordBytes()).one();
        } catch (BrokenJsonException e) {
            return false;
        }
        return records > index;
    }

    /** What was found, in so many records. */
    ScanReport report(long records) {
        return new ScanReport(
                foreign && records == 0 && damages.isEmpty(),
                window.offset(window.end),
                records,
                matched,
                records - matched - malformed,
                malformed,
                damages);
    }

    private void record(byte[] data, int from, int to, RecordFacts.Family family, long offset) {
        if (!watch.concerns(data, from, to)) {
            records++;
            return;
        }
        List<Match> matches = new ArrayList<>();
        RecordReading reading;
        try {
            reading = RecordReading.of(data, from, to, family, watch);
            List<Hits.Finding> findings = reading.findings();
            if (!findings.isEmpty()) {
                byte[] redacted = Redaction.record(data, from, to);
                RecordFacts facts = family == RecordFacts.Family.HEALTH
                        ? reading.fields().health()
                        : reading.fields().cloudTrail();
                for (Hits.Finding found : findings) {
                    matches.add(new Match(found.subject().id(), found.kind(), found.paths(), records, facts, redacted));
                }
            }
        } catch (BrokenJsonException e) {
            lost(offset, e.reason(), head(data, from, to));
            return;
        }
        records++;
        if (!matches.isEmpty()) {
            matched++;
            matches.forEach(listener::matched);
            SessionKeys.learnedFrom(reading, watch).forEach(listener::learned);
        }
    }

    private static byte[] head(byte[] data, int from, int to) {
        return Arrays.copyOfRange(data, from, Math.min(to, from + Window.HEAD_BYTES));
    }

    private void lost(long offset, String reason, byte[] head) {
        malformed++;
        listener.malformed(new MalformedRecord(records++, offset, reason, Redaction.head(head)));
    }

    /** The input itself at level 0, or the text in an envelope. */
    private final class Layer implements Cutter.Pieces {
        private final int level;
        private final long outerOffset;

        Layer(int level, long outerOffset) {
            this.level = level;
            this.outerOffset = outerOffset;
        }

        @Override
        public void piece(byte[] data, int from, int to, int shape, long offset) throws IOException {
            long at = level == 0 ? offset : outerOffset;
            if (Shape.isRecord(shape)) {
                record(data, from, to, RecordFacts.Family.CLOUDTRAIL, at);
            } else if (Shape.isEnvelope(shape) && level < DEEPEST) {
                open(data, from, to, shape, at);
            } else {
                foreign = true;
            }
        }

        private void open(byte[] data, int from, int to, int shape, long at) throws IOException {
            Envelope.Content content = new Envelope.Content() {
                @Override
                public void text(byte[] text, int start, int end) throws IOException {
                    Window inner = Window.of(text, start, end, limits);
                    new Cutter(inner, new Layer(level + 1, at), limits.maxRecordBytes()).run();
                }

                @Override
                public void health() {
                    record(data, from, to, RecordFacts.Family.HEALTH, at);
                }
            };
            try {
                Envelope.open(data, from, to, shape, content);
            } catch (BrokenJsonException e) {
                if (began() || Shape.mentionsRecord(data, from, to)) {
                    Scan.this.lost(at, e.reason(), head(data, from, to));
                } else {
                    foreign = true;
                }
            }
        }

        @Override
        public void lost(long offset, String reason, byte[] head) {
            Scan.this.lost(level == 0 ? offset : outerOffset, reason, head);
        }

        @Override
        public void foreign() {
            foreign = true;
        }

        @Override
        public void damaged(long offset, String reason) {
            boolean known = window.damage != null && window.damage.offset() == offset;
            if (level == 0 && !known && damages.size() < MOST_DAMAGES) {
                damages.add(new Damage(offset, reason));
            }
        }

        @Override
        public void noise(long offset) {
            if (level == 0 && noise == null) {
                noise = new Damage(offset, "text that is no record");
            }
        }

        @Override
        public boolean began() {
            return records > 0;
        }
    }
}
