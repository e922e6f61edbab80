package io.keycanary.detect;

/**
 * Reads eight bytes at a time, in the bits of a {@code long}, and looks closer only where they are all capitals or digits,
 * as in an identifier, hold a backslash, or are a block of {@link AnchorBlocks}. Needs no warming up and runs everywhere.
 */
final class SwarSearch implements AnchorSearch {
    private static final long BIT_6 = 0x4040404040404040L;
    private static final long BACKSLASHES = '\\' * Bytes.ONES;
    private static final long CAPITAL_AS = 'A' * Bytes.ONES;
    private static final int BLOCK = Long.BYTES;
    /** How far before a block a text may begin of which it is the first whole block. */
    private static final int BACK = AnchorBlocks.STARTS - 1;

    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        long[] anchors = spots.blocks();
        int shift = AnchorBlocks.shift(anchors);
        int p = from;
        for (; p + BLOCK <= to; p += BLOCK) {
            long block = Bytes.getLong(data, p);
            int found = -1;
            if (AnchorBlocks.mayHold(anchors, shift, block)) { // first: records are counted before what stands in them
                found = anchor(data, p, from, to, spots);
            }
            if (found < 0 && mayBeIdentifier(block)) {
                found = identifier(data, p, from, to, spots);
            }
            if (found < 0 && Bytes.zeros(block ^ BACKSLASHES) != 0) {
                found = escape(data, p, p + BLOCK, from, to, spots);
            }
            if (found >= 0) {
                return found;
            }
        }
        return escape(data, p, to, from, to, spots);
    }

    /** Whether all bytes may be capitals or digits: none is of columns 0, 2, 6 and 7 of ASCII, and few are others. */
    private static boolean mayBeIdentifier(long block) {
        long small = block & block << 1;
        long sign = ~(block | block << 2);
        return ((small | sign) & BIT_6) == 0;
    }

    /** Of the identifiers {@code A..A}, those of which the block at {@code p} is the first whole one. */
    private static int identifier(byte[] data, int p, int from, int to, Spots spots) {
        int begin = p - BACK;
        if (begin < from) {
            return visit(data, from, p + 1, (byte) 'A', from, to, spots);
        }
        long first = Bytes.getLong(data, begin) ^ CAPITAL_AS;
        long fourth = Bytes.getLong(data, begin + 3) ^ CAPITAL_AS;
        for (long found = Bytes.zeros(first | fourth); found != 0; found &= found - 1) {
            int at = begin + (Long.numberOfTrailingZeros(found) >> 3);
            if (spots.visit(data, at, from, to)) {
                return at;
            }
        }
        return -1;
    }

    /** Of the texts for which {@link AnchorBlocks} has blocks, those of which the block at {@code p} is the first one. */
    private static int anchor(byte[] data, int p, int from, int to, Spots spots) {
        for (int at = Math.max(from, p - BACK); at <= p; at++) {
            int spot = spot(data, at, to);
            if (spot >= 0 && spots.visit(data, spot, from, to)) {
                return spot;
            }
        }
        return -1;
    }

    private static int spot(byte[] data, int at, int to) {
        byte c = data[at];
        if (c == ',') {
            return at;
        }
        if (c == '"') {
            return Bytes.startsWith(data, at, to, AnchorBlocks.IAM)
                    ? at + 4
                    : Bytes.startsWith(data, at, to, AnchorBlocks.SIGN_IN) ? at + 7 : -1;
        }
        int colon = at + IndexLayout.ACCOUNT_DIGITS - AnchorBlocks.FIRST_DIGIT;
        return c >= '0' && c <= '9' && colon < to && data[colon] == ':' ? colon : -1;
    }

    private static int escape(byte[] data, int begin, int end, int from, int to, Spots spots) {
        return visit(data, begin, end, (byte) '\\', from, to, spots);
    }

    private static int visit(byte[] data, int begin, int end, byte what, int from, int to, Spots spots) {
        for (int at = begin; at < end; at++) {
            if (data[at] == what && spots.visit(data, at, from, to)) {
                return at;
            }
        }
        return -1;
    }
}
