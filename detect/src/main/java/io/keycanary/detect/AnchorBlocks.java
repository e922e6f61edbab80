package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;

/**
 * The blocks of eight bytes by which a search finds texts that it has to look at, as a set of bits that may say yes by
 * mistake and never no. Whoever reads a text in blocks comes by one that lies whole in any stretch of fifteen bytes, and
 * begins with one of the first eight of them: so eight blocks stand for each such text (q-grams; E. Ukkonen, "Approximate
 * string-matching with q-grams and maximal matches", 1992).
 */
final class AnchorBlocks {
    /** How far behind the first of the fifteen bytes a block may begin that lies whole in them. */
    static final int STARTS = 8;
    /** The digit of an account with which the stretch begins that stands for {@code account:user/}. */
    static final int FIRST_DIGIT = 3;

    static final byte[] RECORD = ",{\"eventVersion\":\"".getBytes(ISO_8859_1);
    static final byte[] IAM = "\"iam.amazonaws.".getBytes(ISO_8859_1);
    static final byte[] SIGN_IN = "\"signin.amazonaws.".getBytes(ISO_8859_1);
    private static final String USER = ":user/";

    /** So many bits for each block that few others are taken for one; but no more than stays in a processor's cache. */
    private static final int BITS_EACH = 512;

    private static final int MOST_BITS = 1 << 20;

    private final long[] bits;
    private final int shift;

    private AnchorBlocks(long[] bits) {
        this.bits = bits;
        this.shift = shift(bits);
    }

    /**
     * What has to be found beside identifiers and escapes.
     *
     * @param accounts of the watched users; without any, no name needs to be found
     */
    static long[] of(Set<String> accounts) {
        int blocks = STARTS * (1 + (accounts.isEmpty() ? 0 : 2) + accounts.size());
        int bits = Math.min(MOST_BITS, Integer.highestOneBit(Math.min(MOST_BITS, blocks * BITS_EACH)) * 2);
        AnchorBlocks set = new AnchorBlocks(new long[bits / Long.SIZE]);
        set.add(RECORD, 0);
        if (!accounts.isEmpty()) {
            set.add(IAM, 0);
            set.add(SIGN_IN, 0);
        }
        accounts.forEach(account -> set.add((account + USER).getBytes(ISO_8859_1), FIRST_DIGIT));
        return set.bits;
    }

    private void add(byte[] text, int first) {
        for (int at = first; at < first + STARTS; at++) {
            int bit = (int) (Bytes.getLong(text, at) * Bytes.MIX >>> shift);
            bits[bit >> 6] |= 1L << bit;
        }
    }

    /** How far the product of a block and {@link Bytes#MIX} is shifted to be the number of its bit. */
    static int shift(long[] bits) {
        return Long.numberOfLeadingZeros(bits.length * (long) Long.SIZE - 1);
    }

    /** Whether a block is in the set; {@code shift} is that of the set. */
    static boolean mayHold(long[] bits, int shift, long block) {
        int bit = (int) (block * Bytes.MIX >>> shift);
        return (bits[bit >> 6] >>> bit & 1) != 0;
    }
}
