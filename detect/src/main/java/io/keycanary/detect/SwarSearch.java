package io.keycanary.detect;

/**
 * Looks at eight bytes at a time, in the bits of a {@code long} (H. S. Warren, Hacker's Delight, 6-1 "Find First
 * 0-Byte"). Needs no warming up and runs everywhere.
 */
final class SwarSearch implements AnchorSearch {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        int p = from;
        for (; p + 11 <= to; p += 8) {
            long here = Bytes.getLong(data, p);
            long second = Bytes.getLong(data, p + 1);
            long fourth = Bytes.getLong(data, p + 3);
            long found = zeros(here ^ 'A' * ONES | fourth ^ 'A' * ONES)
                    | zeros(here ^ ':' * ONES | second ^ 'u' * ONES)
                    | zeros(here ^ '.' * ONES | second ^ 'a' * ONES)
                    | zeros(here ^ ',' * ONES | second ^ '{' * ONES)
                    | zeros(here ^ '\\' * ONES);
            while (found != 0) {
                int at = p + (Long.numberOfTrailingZeros(found) >> 3);
                if (spots.visit(data, at, from, to)) {
                    return at;
                }
                found &= found - 1;
            }
        }
        return AnchorSearch.tail(data, p, from, to, spots);
    }

    /** The high bit of each byte that is 0, and perhaps of the byte behind one. */
    private static long zeros(long bytes) {
        return bytes - ONES & ~bytes & HIGHS;
    }
}
