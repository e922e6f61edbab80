package io.keycanary.detect;

/**
 * Takes the plain bytes of one input after the other: grows to the largest of them, up to a bound, and
 * shrinks only when it is told to. Belongs to one thread.
 */
public final class PlainBuffer {
    /** The array is that much longer than what it may hold, for those who copy in steps and write a little too much. */
    static final int SLACK_BYTES = 512;

    private static final int FIRST_BYTES = 1 << 16;
    /** No deflate data inflates to more than this many times its length. */
    private static final long GREATEST_RATIO = 1032;

    private final int mostBytes;
    private byte[] data;

    /**
     * An empty buffer.
     *
     * @param mostBytes what it may grow to
     */
    public PlainBuffer(int mostBytes) {
        if (mostBytes < 1 || mostBytes > Integer.MAX_VALUE - 2 * SLACK_BYTES) {
            throw new IllegalArgumentException("a buffer of " + mostBytes + " bytes");
        }
        this.mostBytes = mostBytes;
        this.data = atFirst(mostBytes);
    }

    private static byte[] atFirst(int mostBytes) {
        return new byte[Math.min(FIRST_BYTES, mostBytes) + SLACK_BYTES];
    }

    /** Gives its memory back, for everybody who holds on to this buffer. */
    void shrink() {
        data = atFirst(mostBytes);
    }

    /** The present array; another one after each growth. */
    public byte[] data() {
        return data;
    }

    /** What it may grow to, in bytes. */
    public int mostBytes() {
        return mostBytes;
    }

    /**
     * Makes room for what a gzip input says that it inflates to. A guess: the last member says it of itself alone,
     * modulo 2^32, and may lie.
     */
    public void expect(byte[] gzip, int length) {
        if (length < 4) {
            return;
        }
        long said = (gzip[length - 4] & 0xff)
                | (gzip[length - 3] & 0xff) << 8
                | (gzip[length - 2] & 0xff) << 16
                | (gzip[length - 1] & 0xffL) << 24;
        int bytes = (int) Math.min(mostBytes, Math.min(said, length * GREATEST_RATIO));
        if (bytes + SLACK_BYTES > data.length) {
            // by a quarter at least: inputs that are each a little larger would take a new array each
            long longer = data.length + (data.length >> 2);
            data = new byte[(int) Math.min((long) mostBytes + SLACK_BYTES, Math.max(longer, bytes + SLACK_BYTES))];
        }
    }

    /**
     * Makes the array about twice as long.
     *
     * @param keep leading bytes that the new array takes over
     * @return whether there is more room now; false at the bound
     */
    public boolean grow(int keep) {
        int bound = mostBytes + SLACK_BYTES;
        if (data.length == bound) {
            return false;
        }
        byte[] longer = new byte[(int) Math.min(bound, 2L * data.length)];
        System.arraycopy(data, 0, longer, 0, keep);
        data = longer;
        return true;
    }
}
