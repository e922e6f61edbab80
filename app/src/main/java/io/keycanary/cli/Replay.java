package io.keycanary.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream that comes only once readable a second time: what is read passes into a temporary file, readable for
 * this user alone.
 */
final class Replay implements AutoCloseable {
    private final ScanInput.Opener once;
    private @Nullable Path copy;

    Replay(ScanInput.Opener once) {
        this.once = once;
    }

    /** The stream itself at first, the copy after that. */
    InputStream open() throws IOException {
        if (copy != null) {
            return Files.newInputStream(copy);
        }
        copy = Files.createTempFile("keycanary", ".replay");
        return new Copying(once.open(), Files.newOutputStream(copy));
    }

    @Override
    public void close() throws IOException {
        if (copy != null) {
            Files.deleteIfExists(copy);
        }
    }

    private static final class Copying extends FilterInputStream {
        private final OutputStream copy;

        Copying(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                copy.write(buffer, offset, count);
            }
            return count;
        }

        @Override
        public long skip(long n) throws IOException {
            return read(new byte[(int) Math.min(n, 8192)]);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Leaves standard input open: it is not ours. */
        @Override
        public void close() throws IOException {
            copy.close();
        }
    }
}
