package io.keycanary.detect;

/**
 * Reads eight bytes at a time, in the bits of a {@code long}, and looks closer only where they are all capitals or digits,
 * as in an identifier, hold a backslash, or are a block of {@link AnchorBlocks}. Needs no warming up and runs everywhere.
 */
final class SwarSearch implements AnchorSearch {
    private static final long BIT_6 = 0x4040404040404040L;
    private static final long BACKSLASHES = '\\' * Bytes.ONES;
    private static final int BLOCK = Long.BYTES;

    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        long[] anchors = spots.blocks();
        int shift = AnchorBlocks.shift(anchors);
        int p = from;
        for (; p + BLOCK <= to; p += BLOCK) {
            long block = Bytes.getLong(data, p);
            if (mayBeIdentifier(block)
                    || Bytes.zeros(block ^ BACKSLASHES) != 0
                    || AnchorBlocks.mayHold(anchors, shift, block)) {
                int found = look(data, p, block, from, to, spots);
                if (found >= 0) {
                    return found;
                }
            }
        }
        return escape(data, p, to, from, to, spots);
    }

    /** Whether all bytes may be capitals or digits: none is of columns 2, 6 and 7 of ASCII, and few are others. */
    private static boolean mayBeIdentifier(long block) {
        long small = block & block << 1;
        long sign = ~(block | block << 2);
        return ((small | sign) & BIT_6) == 0;
    }

    /** In the order of the text as far as it matters: records are counted before what stands in them. */
    private static int look(byte[] data, int p, long block, int from, int to, Spots spots) {
        for (int at = Math.max(from, p - AnchorBlocks.STARTS + 1); at <= p; at++) {
            int spot = spot(data, at, to);
            if (spot >= 0 && spots.visit(data, spot, from, to)) {
                return spot;
            }
        }
        int word = mayBeIdentifier(block) ? beginning(data, p, from) : -1;
        if (word >= 0 && data[word] == 'A' && spots.visit(data, word, from, to)) {
            return word;
        }
        return escape(data, p, p + BLOCK, from, to, spots);
    }

    /** The spot of the text for which {@link AnchorBlocks} has a block, if it begins at {@code at}; else -1. */
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
        int colon = at + IndexImage.ACCOUNT_DIGITS - AnchorBlocks.FIRST_DIGIT;
        return c >= '0' && c <= '9' && colon < to && data[colon] == ':' ? colon : -1;
    }

    /** Where the word begins that {@code p} lies in; -1 when that is farther than an identifier is long. */
    private static int beginning(byte[] data, int p, int from) {
        int start = p;
        while (start > from && JsonBytes.isWord(data[start - 1])) {
            start--;
            if (p - start > IndexImage.LONGEST_WORD) {
                return -1;
            }
        }
        return start;
    }

    private static int escape(byte[] data, int begin, int end, int from, int to, Spots spots) {
        for (int at = begin; at < end; at++) {
            if (data[at] == '\\' && spots.visit(data, at, from, to)) {
                return at;
            }
        }
        return -1;
    }
}
