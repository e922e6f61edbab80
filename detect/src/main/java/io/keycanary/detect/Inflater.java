package io.keycanary.detect;

/**
 * Turns a whole gzip input (RFC 1952) in memory into plain bytes, as fast as it can. Belongs to one thread, which keeps
 * it, with its decompressor, for all of its inputs.
 */
public interface Inflater extends AutoCloseable {
    /** What {@link #inflate} returns for an input that it leaves to the streaming {@link Detector}. */
    int CANNOT = -1;

    /**
     * Inflates any number of gzip members, then optional zero padding. Checks each member's checksum and length.
     *
     * <p>Never throws for bad bytes, and never says in which way they are bad: whoever gets {@link #CANNOT} reads the
     * input again with {@link GzipStream}, which hands out all that is readable and names the damage.
     *
     * @param gzip the input from its first byte on; may be longer than the input
     * @param length bytes of the input
     * @param to takes the plain bytes, from index 0 on
     * @return count of plain bytes, or {@link #CANNOT}: damaged in any way, not gzip, or more plain bytes than {@code
     *     to} may hold
     */
    int inflate(byte[] gzip, int length, PlainBuffer to);

    /** Index of the first byte that is no zero padding; the end when there is none. */
    static int behindPadding(byte[] gzip, int from, int end) {
        int at = from;
        while (at < end && gzip[at] == 0) {
            at++;
        }
        return at;
    }

    /** Gives the decompressor back. */
    @Override
    void close();
}
