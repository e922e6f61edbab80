package io.keycanary.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Part of an open file. It reads the file that was opened, whatever its name stands for meanwhile. */
final class RegionStream extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    RegionStream(FileChannel file, long from, long end) {
        this.file = file;
        this.position = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Fails when the file became shorter: to take that for its end would mark bytes as delivered that nobody
     * saw. No EOFException: readers of gzip take that for a broken file, and this one is only to be read again.
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int count = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - position)), position);
        if (count < 0) {
            throw new IOException("the file became shorter while it was read: it is read again");
        }
        position += count;
        return count;
    }
}
