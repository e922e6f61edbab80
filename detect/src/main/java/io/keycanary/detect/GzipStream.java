package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/**
 * Reads all members of a gzip input. Own code because {@link java.util.zip.GZIPInputStream} decides by {@code
 * available()} whether a next member follows and stays silent about garbage behind the last one. Hands out every byte
 * that can be read before it throws {@link DamagedInputException}.
 */
public final class GzipStream extends InputStream {
    private static final int FLAG_HCRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream source;
    private final byte[] in = new byte[1 << 16];
    private int inPos;
    private int inEnd;
    private final java.util.zip.Inflater deflate = new java.util.zip.Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean anyMember;

    /** @param source the compressed bytes; not closed with this stream */
    public GzipStream(InputStream source) {
        this.source = source;
    }

    /** Whether an input that begins so is gzip, or wants to be. */
    static boolean isGzip(byte[] head, int length) {
        return length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || nextMember()) {
            int n = inflate(to, from, length);
            if (n > 0) {
                crc.update(to, from, n);
                return n;
            }
            if (deflate.finished()) {
                endMember();
            } else {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] to, int from, int length) throws DamagedInputException {
        try {
            return deflate.inflate(to, from, length);
        } catch (DataFormatException e) {
            throw new DamagedInputException("broken gzip data: " + e.getMessage());
        }
    }

    private void feed() throws IOException {
        if (deflate.needsDictionary()) {
            throw new DamagedInputException("broken gzip data: asks for a preset dictionary");
        }
        if (inPos == inEnd && !refill()) {
            throw new DamagedInputException("gzip data ends early");
        }
        deflate.setInput(in, inPos, inEnd - inPos);
        inPos = inEnd;
    }

    private boolean nextMember() throws IOException {
        int first = firstByte();
        if (first < 0) {
            return false;
        }
        if (first != 0x1f || need() != 0x8b || need() != 8) {
            throw new DamagedInputException(anyMember ? "garbage behind the gzip data" : "broken gzip header");
        }
        int flags = need();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(need() | need() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HCRC) != 0) {
            skip(2);
        }
        deflate.reset();
        crc.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    /** The next byte, behind a member the next one that is not zero padding; -1 at the end. */
    private int firstByte() throws IOException {
        while (inPos < inEnd || refill()) {
            int b = in[inPos++] & 0xff;
            if (b != 0 || !anyMember) {
                return b;
            }
        }
        return -1;
    }

    private void endMember() throws IOException {
        inPos = inEnd - deflate.getRemaining();
        inMember = false;
        if (word() != crc.getValue()) {
            throw new DamagedInputException("gzip checksum does not fit the data");
        }
        if (word() != (deflate.getBytesWritten() & 0xffffffffL)) {
            throw new DamagedInputException("gzip length does not fit the data");
        }
    }

    private long word() throws IOException {
        return need() | need() << 8 | need() << 16 | (long) need() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            need();
        }
    }

    private void skipText() throws IOException {
        while (need() != 0) {
            // up to the terminating zero
        }
    }

    private int need() throws IOException {
        if (inPos == inEnd && !refill()) {
            throw new DamagedInputException("gzip data ends early");
        }
        return in[inPos++] & 0xff;
    }

    private boolean refill() throws IOException {
        inPos = 0;
        inEnd = Math.max(0, source.read(in, 0, in.length));
        return inEnd > 0;
    }

    /** Frees the native decompressor; the source stays open. */
    @Override
    public void close() {
        deflate.end();
    }
}
