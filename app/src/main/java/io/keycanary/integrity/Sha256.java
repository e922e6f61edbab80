package io.keycanary.integrity;

import io.keycanary.detect.GzipStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes the uncompressed content of a file while it is read. CloudTrail hashes what is inside the gzip, for log files
 * and digests alike, so a copy that was unpacked has the same hash.
 */
final class Sha256 extends FilterInputStream {
    private final MessageDigest hash = start();
    private long left;

    private Sha256(InputStream plain, long maxBytes) {
        super(plain);
        this.left = maxBytes;
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads gzip or plain bytes, told apart by content.
     *
     * @param stored closed with the result
     * @param maxBytes bound of the uncompressed content
     */
    static Sha256 of(InputStream stored, long maxBytes) throws IOException {
        PushbackInputStream source = new PushbackInputStream(stored, 2);
        byte[] magic = source.readNBytes(2);
        source.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return new Sha256(gzip ? new Unpacked(source) : source, maxBytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int n = super.read(to, from, length);
        if (n > 0) {
            left -= n;
            if (left < 0) {
                throw new TooLongException();
            }
            hash.update(to, from, n);
        }
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads to the end; the hash of everything, in lower-case hex. */
    String finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(hash.digest());
    }

    /** The content is longer than allowed. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("its content is longer than any file of CloudTrail");
        }
    }

    /** Closes the compressed bytes too. */
    private static final class Unpacked extends FilterInputStream {
        private final InputStream stored;

        Unpacked(InputStream stored) {
            super(new GzipStream(stored));
            this.stored = stored;
        }

        @Override
        public void close() throws IOException {
            try (stored) {
                super.close();
            }
        }
    }
}
