package io.keycanary.detect;

/** Finds its way through the header of a gzip member in memory (RFC 1952, 2.3). */
final class GzipHeader {
    private static final int FLAG_HCRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private static final int FIXED_BYTES = 10;

    private GzipHeader() {}

    /** Index behind the header that begins at {@code from}, or -1 when none does. */
    static int end(byte[] bytes, int from, int end) {
        if (end - from < FIXED_BYTES || bytes[from] != 0x1f || bytes[from + 1] != (byte) 0x8b || bytes[from + 2] != 8) {
            return -1;
        }
        int flags = bytes[from + 3];
        int at = from + FIXED_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            if (end - at < 2) {
                return -1;
            }
            at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            at = textEnd(bytes, at, end);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            at = textEnd(bytes, at, end);
        }
        if ((flags & FLAG_HCRC) != 0) {
            at += 2;
        }
        return at <= end ? at : -1;
    }

    /** Index behind the terminating zero; beyond the end when there is none. */
    private static int textEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
