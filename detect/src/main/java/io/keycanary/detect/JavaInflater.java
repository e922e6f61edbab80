package io.keycanary.detect;

import java.util.zip.CRC32;

/** Inflates in Java alone, in about two thirds of the time that {@link java.util.zip.Inflater} takes on CloudTrail files. */
final class JavaInflater implements Inflater {
    private static final int TRAILER_BYTES = 8;

    private final DeflateDecoder decoder = new DeflateDecoder();
    private final CRC32 crc = new CRC32();

    @Override
    public int inflate(byte[] gzip, int length, PlainBuffer to) {
        to.expect(gzip, length);
        int at = 0;
        int count = 0;
        do {
            int data = GzipHeader.end(gzip, at, length);
            if (data < 0) {
                return CANNOT;
            }
            decoder.start(gzip, data, length, to, count);
            at = member(gzip, length, to, count);
            if (at < 0) {
                return CANNOT;
            }
            count = decoder.written();
            at = Inflater.behindPadding(gzip, at, length);
        } while (at < length);
        return count;
    }

    /** Reads a member's data and trailer; gives the index behind it, or -1. */
    private int member(byte[] gzip, int length, PlainBuffer to, int first) {
        crc.reset();
        int checked = first;
        while (!decoder.isLast()) {
            if (!decoder.block()) {
                return -1;
            }
            crc.update(to.data(), checked, decoder.written() - checked);
            checked = decoder.written();
        }
        int trailer = decoder.position();
        boolean fits = length - trailer >= TRAILER_BYTES
                && word(gzip, trailer) == (int) crc.getValue()
                && word(gzip, trailer + 4) == checked - first;
        return fits ? trailer + TRAILER_BYTES : -1;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    @Override
    public void close() {
        // nothing outside the heap
    }
}
