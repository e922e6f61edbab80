package io.keycanary.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A large object as one stream: a few parts are read at the same time, ahead of who reads them. For one thread. */
final class PartStream extends InputStream {
    /** An object up to this size is read whole. */
    static final long SMALL_BYTES = 8L << 20;

    private static final int PART_BYTES = 2 << 20;
    private static final int AHEAD = 4;
    private static final ExecutorService READERS = Executors.newVirtualThreadPerTaskExecutor();

    private final PartReader reader;
    private final long size;
    private final Queue<Future<byte[]>> ahead = new ArrayDeque<>();
    private long asked;
    private byte[] part = new byte[0];
    private int position;

    PartStream(PartReader reader, long size) {
        this.reader = reader;
        this.size = size;
        ask();
    }

    private void ask() {
        while (ahead.size() < AHEAD && asked < size) {
            long from = asked;
            long to = Math.min(size, from + PART_BYTES);
            ahead.add(READERS.submit(() -> reader.read(from, to)));
            asked = to;
        }
    }

    @Override
    public int read() throws IOException {
        return more() ? part[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, buffer, offset, count);
        position += count;
        return count;
    }

    private boolean more() throws IOException {
        if (position == part.length) {
            Future<byte[]> next = ahead.poll();
            if (next == null) {
                return false;
            }
            part = wait(next);
            position = 0;
            ask();
        }
        return true;
    }

    private static byte[] wait(Future<byte[]> part) throws IOException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an object was read");
        }
    }

    /** What was read ahead is not needed any more. */
    @Override
    public void close() {
        ahead.forEach(part -> part.cancel(true));
        ahead.clear();
    }
}
