package io.keycanary.detect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans a file in the form of {@link WholeFile}: goes from anchor to anchor and reads only the records around them, the
 * others are counted by their beginnings. What it finds is held back until the end of the file, because a file that turns
 * out to be of another form has to be cut from its beginning.
 */
final class WholeScan {
    private final byte[] data;
    private final int length;
    private final Watch watch;
    private final List<Runnable> found = new ArrayList<>();
    private final Scan scan;
    private int record = WholeFile.FIRST_RECORD;
    private int end;
    private long index;

    private WholeScan(byte[] data, int length, Watch watch, Limits limits, ScanListener listener) {
        this.data = data;
        this.length = length;
        this.watch = watch;
        this.scan = new Scan(watch, limits, holding(listener), Window.of(data, 0, length, limits));
    }

    /** The report, all found being told; null, and nothing told, when the file is of another form after all. */
    static @Nullable ScanReport of(byte[] data, int length, Watch watch, Limits limits, ScanListener listener)
            throws IOException {
        if (!WholeFile.isAsAwsWrites(data, length)) {
            return null;
        }
        WholeScan whole = new WholeScan(data, length, watch, limits, listener);
        if (!whole.readAroundAnchors()) {
            return null;
        }
        whole.found.forEach(Runnable::run);
        return whole.scan.report(watch.recordsPassed() + 1);
    }

    private boolean readAroundAnchors() throws IOException {
        watch.begin();
        for (int anchor = watch.next(data, 0, length); anchor >= 0; anchor = watch.next(data, end, length)) {
            // words, of which a record may have taught one, are not found in the order of the text
            if (watch.hasWords() || !goTo(anchor) || !scan.record(data, record, end, index)) {
                return false;
            }
        }
        return true;
    }

    /** Goes on to the record that holds an anchor; false where what lies between is not one record after the other. */
    private boolean goTo(int anchor) {
        end = end > record ? end : WholeFile.objectEnd(data, record, length);
        while (end <= anchor) {
            if (end < 0 || !WholeFile.beginsRecord(data, end + 1, length) || data[end] != ',') {
                return false;
            }
            record = end + 1;
            end = WholeFile.objectEnd(data, record, length);
            index++;
        }
        return record <= anchor;
    }

    private ScanListener holding(ScanListener listener) {
        return new ScanListener() {
            @Override
            public void matched(Match match) {
                found.add(() -> listener.matched(match));
            }

            @Override
            public void learned(LearnedKey key) {
                found.add(() -> listener.learned(key));
            }

            @Override
            public void malformed(MalformedRecord malformed) {
                found.add(() -> listener.malformed(malformed));
            }
        };
    }
}
