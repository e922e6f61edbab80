package io.keycanary.detect;

/**
 * Looks at eight bytes at a time, in the bits of a {@code long} (H. S. Warren, Hacker's Delight, 6-1 "Find First
 * 0-Byte"). Needs no warming up and runs everywhere.
 */
final class SwarSearch implements AnchorSearch {
    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        int p = from;
        for (; p + 11 <= to; p += 8) {
            long here = Bytes.getLong(data, p);
            long second = Bytes.getLong(data, p + 1);
            long fourth = Bytes.getLong(data, p + 3);
            long found = Bytes.zeros(here ^ 'A' * Bytes.ONES | fourth ^ 'A' * Bytes.ONES)
                    | Bytes.zeros(here ^ ':' * Bytes.ONES | second ^ 'u' * Bytes.ONES)
                    | Bytes.zeros(here ^ '.' * Bytes.ONES | second ^ 'a' * Bytes.ONES)
                    | Bytes.zeros(here ^ ',' * Bytes.ONES | second ^ '{' * Bytes.ONES)
                    | Bytes.zeros(here ^ '\\' * Bytes.ONES);
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
}
