package io.keycanary.detect;

/**
 * Reads sixteen bytes at a time, in the bits of two {@code long}s, and looks closer only where some are capitals or digits,
 * as in an identifier, one is a backslash, or eight are a block of {@link AnchorBlocks}. Needs no warming up and runs everywhere.
 */
final class SwarSearch implements AnchorSearch {
    private static final int BLOCK = Long.BYTES;
    private static final int STEP = 2 * BLOCK;
    /** So many bytes at the beginning of a step lie whole in any identifier that a step begins in: it has twenty at least. */
    private static final int SAMPLE = IndexLayout.SHORTEST_ID - STEP + 1;

    private static final long BIT_6_OF_SAMPLE = 0x4040404040404040L >>> 8 * (BLOCK - SAMPLE);
    private static final long BACKSLASHES = '\\' * Bytes.ONES;
    private static final long COMMAS = ',' * Bytes.ONES;
    private static final long QUOTES = '"' * Bytes.ONES;
    private static final long COLONS = ':' * Bytes.ONES;
    private static final long CAPITAL_AS = 'A' * Bytes.ONES;
    /** How far before a block a text may begin of which it is the first whole block. */
    private static final int BACK = AnchorBlocks.STARTS - 1;
    /** How far behind the first digit of a stretch the colon stands that ends the account. */
    private static final int COLON = IndexLayout.ACCOUNT_DIGITS - AnchorBlocks.FIRST_DIGIT;

    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        long[] anchors = spots.blocks();
        int shift = AnchorBlocks.shift(anchors);
        int p = from;
        // Written out, and not in methods of their own: what is compiled first calls some of them a hundred million
        // times.
        for (; p + STEP <= to; p += STEP) {
            long one = Bytes.getLong(data, p);
            long two = Bytes.getLong(data, p + BLOCK);
            int bitOfOne = (int) (one * Bytes.MIX >>> shift);
            int bitOfTwo = (int) (two * Bytes.MIX >>> shift);
            long escapeInOne = one ^ BACKSLASHES;
            long escapeInTwo = two ^ BACKSLASHES;
            long anchor = (anchors[bitOfOne >> 6] >>> bitOfOne | anchors[bitOfTwo >> 6] >>> bitOfTwo) & 1;
            long noIdentifier = (one & one << 1 | ~(one | one << 2)) & BIT_6_OF_SAMPLE;
            long escape =
                    (escapeInOne - Bytes.ONES & ~escapeInOne | escapeInTwo - Bytes.ONES & ~escapeInTwo) & Bytes.HIGHS;
            if (anchor != 0 || noIdentifier == 0 || escape != 0) {
                // In the order of the text: no identifier reaches into an anchor, or into a record's beginning.
                int found = noIdentifier == 0 ? identifier(data, p, from, to, spots) : -1;
                if (found < 0 && (anchor | escape) != 0) {
                    found = blocks(data, p, from, to, spots);
                }
                if (found >= 0) {
                    return found;
                }
            }
        }
        return rest(data, p, from, to, spots);
    }

    private static int blocks(byte[] data, int p, int from, int to, Spots spots) {
        int found = block(data, p, from, to, spots);
        return found < 0 ? block(data, p + BLOCK, from, to, spots) : found;
    }

    /** Looks at what is less than a step. */
    private static int rest(byte[] data, int begin, int from, int to, Spots spots) {
        int p = begin;
        int found = p + SAMPLE <= to ? identifier(data, p, from, to, spots) : -1;
        if (found < 0 && p + BLOCK <= to) {
            found = block(data, p, from, to, spots);
            p += BLOCK;
        }
        return found < 0 ? visit(data, p, to, (byte) '\\', from, to, spots) : found;
    }

    private static int block(byte[] data, int p, int from, int to, Spots spots) {
        long block = Bytes.getLong(data, p);
        long[] anchors = spots.blocks();
        int found = -1;
        if (AnchorBlocks.mayHold(anchors, AnchorBlocks.shift(anchors), block)) {
            found = anchor(data, p, from, to, spots);
        }
        if (found < 0 && Bytes.zeros(block ^ BACKSLASHES) != 0) {
            found = visit(data, p, p + BLOCK, (byte) '\\', from, to, spots);
        }
        return found;
    }

    /** Of the identifiers {@code A..A}, those in which the step at {@code p} is the first to begin. */
    private static int identifier(byte[] data, int p, int from, int to, Spots spots) {
        int begin = p - STEP + 1;
        if (begin < from) {
            return visit(data, from, p + 1, (byte) 'A', from, to, spots);
        }
        int found = identifiers(data, begin, from, to, spots);
        return found < 0 ? identifiers(data, begin + BLOCK, from, to, spots) : found;
    }

    /** Of the identifiers, those that begin with one of the eight bytes from {@code begin} on. */
    private static int identifiers(byte[] data, int begin, int from, int to, Spots spots) {
        long first = Bytes.getLong(data, begin) ^ CAPITAL_AS;
        long fourth = Bytes.getLong(data, begin + 3) ^ CAPITAL_AS;
        for (long found = Bytes.zeros(first | fourth); found != 0; found &= found - 1) {
            int at = begin + Bytes.first(found);
            if (spots.visit(data, at, from, to)) {
                return at;
            }
        }
        return -1;
    }

    /** Of the texts for which {@link AnchorBlocks} has blocks, those of which the block at {@code p} is the first one. */
    private static int anchor(byte[] data, int p, int from, int to, Spots spots) {
        int begin = p - BACK;
        if (begin < from || p + COLON + BLOCK > to) {
            return anchor(data, Math.max(from, begin), p, from, to, spots);
        }
        long first = Bytes.getLong(data, begin);
        long beginnings = Bytes.zeros(first ^ COMMAS)
                | Bytes.zeros(first ^ QUOTES)
                | Bytes.zeros(Bytes.getLong(data, begin + COLON) ^ COLONS);
        for (long found = beginnings; found != 0; found &= found - 1) {
            int at = begin + Bytes.first(found);
            int spot = anchor(data, at, at, from, to, spots);
            if (spot >= 0) {
                return spot;
            }
        }
        return -1;
    }

    private static int anchor(byte[] data, int first, int last, int from, int to, Spots spots) {
        for (int at = first; at <= last; at++) {
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
        int colon = at + COLON;
        return c >= '0' && c <= '9' && colon < to && data[colon] == ':' ? colon : -1;
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
