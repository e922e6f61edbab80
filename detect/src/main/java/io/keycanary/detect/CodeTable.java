package io.keycanary.detect;

import java.util.Arrays;

/**
 * Decodes one Huffman code of deflate (RFC 1951, 3.2.2) by looking several bits up at once: the main table is indexed by
 * the next bits, longer codes go on in a second table.
 *
 * <p>An entry holds all that is known of a symbol: in bits 0-5 how many bits its code and its extra bits take together,
 * in bits 8-13 how many its code takes alone, in bits 16-30 its value, and flags.
 */
final class CodeTable {
    static final int LITERAL = 1 << 31;
    /** Neither literal, length nor distance: one of the two below, or a code that stands for nothing. */
    static final int SPECIAL = 1 << 15;
    /** The value is a place in the second table, and bits 8-13 say how many further bits tell the entries there apart. */
    static final int LONGER = 1 << 14;

    static final int END_OF_BLOCK = 1 << 7;

    static final int VALUE_SHIFT = 16;
    static final int CODE_BITS_SHIFT = 8;

    private static final int MOST_CODE_BITS = 15;
    private static final int MOST_SYMBOLS = 288;
    private static final int EXTRA_BITS = 63;

    final int[] main;
    /** A power of two long, so that a masked index is always inside. */
    final int[] longer;

    private final int mainBits;
    private final int[] symbols;
    private final int[] codesOfLength = new int[MOST_CODE_BITS + 1];
    private final int[] nextPlace = new int[MOST_CODE_BITS + 2];
    private final int[] sorted = new int[MOST_SYMBOLS];

    /**
     * A table for codes of one kind.
     *
     * @param symbols entry of each symbol, with its extra bits in bits 0-5
     * @param longerEntries a power of two that the second table never needs more of
     */
    CodeTable(int mainBits, int longerEntries, int[] symbols) {
        this.mainBits = mainBits;
        this.symbols = symbols;
        this.main = new int[1 << mainBits];
        this.longer = new int[longerEntries];
    }

    /**
     * Builds the table for a canonical code.
     *
     * @return false when the code is over-subscribed, or incomplete in another way than zlib allows: no symbol at all,
     *     or one with a code of one bit
     */
    boolean build(byte[] lengths, int from, int count, boolean mayBeIncomplete) {
        int used = sortByLength(lengths, from, count);
        int longest = MOST_CODE_BITS;
        while (longest > 0 && codesOfLength[longest] == 0) {
            longest--;
        }
        int left = left(longest);
        if (left < 0 || left > 0 && longest > 0 && !(mayBeIncomplete && longest == 1)) {
            return false;
        }
        if (left > 0) {
            Arrays.fill(main, SPECIAL);
            if (used == 1) {
                fillHalf(entry(sorted[0], 1));
            }
            return true;
        }
        fill(longest);
        return true;
    }

    /** The entry for the next bits, all of which are ready. */
    int entry(long bits) {
        int entry = main[(int) bits & main.length - 1];
        return (entry & LONGER) == 0 ? entry : longer(entry, bits);
    }

    /** The entry that stands in the second table for the next bits, when {@code entry} points there. */
    int longer(int entry, long bits) {
        if ((entry & LONGER) == 0) {
            return entry;
        }
        int further = (int) (bits >>> mainBits) & ~(-1 << (entry >>> CODE_BITS_SHIFT));
        return longer[(entry >>> VALUE_SHIFT) + further & longer.length - 1];
    }

    private int sortByLength(byte[] lengths, int from, int count) {
        Arrays.fill(codesOfLength, 0);
        for (int i = 0; i < count; i++) {
            codesOfLength[lengths[from + i]]++;
        }
        codesOfLength[0] = 0;
        nextPlace[1] = 0;
        for (int length = 1; length <= MOST_CODE_BITS; length++) {
            nextPlace[length + 1] = nextPlace[length] + codesOfLength[length];
        }
        int used = nextPlace[MOST_CODE_BITS + 1];
        for (int i = 0; i < count; i++) {
            int length = lengths[from + i];
            if (length != 0) {
                sorted[nextPlace[length]++] = i;
            }
        }
        return used;
    }

    /** Codes of the longest length that stand for nothing; negative when there are too many symbols. */
    private int left(int longest) {
        int left = 1;
        for (int length = 1; length <= longest; length++) {
            left = (left << 1) - codesOfLength[length];
            if (left < 0) {
                return left;
            }
        }
        return left;
    }

    /** The one code is a zero bit; a one stands for nothing. */
    private void fillHalf(int entry) {
        for (int i = 0; i < main.length; i += 2) {
            main[i] = entry;
        }
    }

    private int entry(int symbol, int codeBits) {
        int e = symbols[symbol];
        return (e & ~EXTRA_BITS) | codeBits << CODE_BITS_SHIFT | (codeBits + (e & EXTRA_BITS));
    }

    /** Goes through the codes from short to long. Short ones are repeated by doubling the filled part of the table. */
    private void fill(int longest) {
        int code = 0;
        int at = 0;
        int shorter = Math.min(longest, mainBits);
        for (int length = 1; length <= shorter; length++) {
            if (length > 1) {
                System.arraycopy(main, 0, main, 1 << (length - 1), 1 << (length - 1));
            }
            for (int n = codesOfLength[length]; n > 0; n--) {
                main[reversed(code++, length)] = entry(sorted[at++], length);
            }
            code <<= 1;
        }
        for (int length = shorter; length < mainBits; length++) {
            System.arraycopy(main, 0, main, 1 << length, 1 << length);
        }
        if (longest > mainBits) {
            fillLonger(code, at, longest);
        }
    }

    private void fillLonger(int firstCode, int firstAt, int longest) {
        int code = firstCode;
        int at = firstAt;
        int prefix = -1;
        int start = 0;
        int free = 0;
        int size = 0;
        for (int length = mainBits + 1; length <= longest; length++) {
            for (int n = codesOfLength[length]; n > 0; n--) {
                int bits = reversed(code++, length);
                if ((bits & main.length - 1) != prefix) {
                    prefix = bits & main.length - 1;
                    start = free;
                    int lookUp = bitsToHold(length, n, longest);
                    size = 1 << lookUp;
                    free += size;
                    main[prefix] = SPECIAL | LONGER | start << VALUE_SHIFT | lookUp << CODE_BITS_SHIFT;
                }
                int entry = entry(sorted[at++], length);
                for (int i = bits >>> mainBits; i < size; i += 1 << (length - mainBits)) {
                    longer[start + i] = entry;
                }
            }
            code <<= 1;
        }
    }

    /** How many bits behind a prefix tell its codes apart, when {@code n} of this length and all longer ones are left. */
    private int bitsToHold(int length, int n, int longest) {
        int bits = length - mainBits;
        int left = (1 << bits) - n;
        for (int next = length + 1; left > 0 && next <= longest; next++) {
            bits++;
            left = (left << 1) - codesOfLength[next];
        }
        return bits;
    }

    private static int reversed(int code, int length) {
        return Integer.reverse(code) >>> (32 - length);
    }
}
