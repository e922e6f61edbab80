package io.keycanary.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Scans one input after the other, on one thread, as {@link Detector#scan} does and with the same outcome. What fits into
 * its buffers is inflated at once by the engine; everything else, and all that is damaged, is read as a stream.
 */
public final class DetectorWorker implements AutoCloseable {
    private static final int FIRST_BYTES = 1 << 16;

    private final Detector detector;
    private final Inflater inflater;
    private final PlainBuffer plain;
    private final int mostCompressed;
    private byte[] compressed = new byte[FIRST_BYTES];

    DetectorWorker(Detector detector, Limits limits, Inflater inflater) {
        this.detector = detector;
        this.inflater = inflater;
        this.plain = new PlainBuffer((int) Math.min(limits.windowBytes(), limits.maxInflatedBytes()));
        this.mostCompressed = limits.windowBytes();
    }

    /**
     * Scans one input to its end.
     *
     * @throws IOException as {@link Detector#scan}
     * @see Detector#scan
     */
    public ScanReport scan(InputStream input, ScanListener listener) throws IOException {
        int length = input.readNBytes(compressed, 0, 2);
        if (!GzipStream.isGzip(compressed, length)) {
            return detector.scan(behind(length, input), listener);
        }
        length = read(input, length);
        if (length < compressed.length) {
            int count = inflater.inflate(compressed, length, plain);
            if (count != Inflater.CANNOT) {
                return detector.scanWhole(plain.data(), count, listener);
            }
            plain.shrink(); // what it grew to is memory that the stream may want
        }
        return detector.scan(behind(length, input), listener);
    }

    /** Reads on until the end, or until the buffer is full and may not grow. */
    private int read(InputStream input, int already) throws IOException {
        int length = already;
        for (int count = 0; count >= 0; count = input.read(compressed, length, room(length))) {
            length += count;
            if (length == compressed.length) {
                if (length >= mostCompressed) {
                    return length;
                }
                compressed = Arrays.copyOf(compressed, (int) Math.min(mostCompressed, 2L * length));
            }
        }
        return length;
    }

    /** Java reads a file by way of a second buffer, as large as what it is asked for. */
    private int room(int length) {
        return Math.min(FIRST_BYTES, compressed.length - length);
    }

    /** The input with its first bytes, which were read already. */
    private InputStream behind(int length, InputStream input) {
        return new SequenceInputStream(new ByteArrayInputStream(compressed, 0, length), input);
    }

    @Override
    public void close() {
        inflater.close();
    }
}
