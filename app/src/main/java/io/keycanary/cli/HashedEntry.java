package io.keycanary.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipOutputStream;

/** One file of a ZIP file, hashed while it is written, so that it need not fit into memory. */
final class HashedEntry extends OutputStream {
    /** Takes what was written. */
    @FunctionalInterface
    interface Written {
        void of(long bytes, String sha256);
    }

    private final ZipOutputStream zip;
    private final Written written;
    private final MessageDigest digest = EvidenceBundle.sha256();
    private long bytes;

    /** Writes into the entry that was begun. */
    HashedEntry(ZipOutputStream zip, Written written) {
        this.zip = zip;
        this.written = written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        zip.write(from, offset, length);
        digest.update(from, offset, length);
        bytes += length;
    }

    /** Ends the entry; the ZIP file stays open. */
    @Override
    public void close() throws IOException {
        zip.closeEntry();
        written.of(bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
