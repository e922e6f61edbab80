package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The layout of an {@link IndexImage}, integers in little endian: the header ({@link #HEADER_BYTES}: magic, length, checksum of what follows,
 * count of tokens, flags, and for each table the place and the count of its slots), a bit set of the lengths of words, then
 * three hash tables with open addressing, a bit set of the ends of words, the bits of {@link AnchorBlocks}, a bit set of the
 * ends of user names, and the entries. A slot is 0 or an entry's place (low half) with half its hash (high half). An entry is the place of the
 * token's id (4 bytes), a length (4 bytes) and the identifier; a user name is folded and has its account behind it. A
 * token's id is a length (4 bytes) and UTF-8.
 */
final class IndexLayout {
    static final byte[] MAGIC = "KCINDEX3".getBytes(ISO_8859_1);
    static final int LENGTH_AT = 8;
    static final int CHECKSUM_AT = 12;
    static final int TOKENS_AT = 16;
    static final int FLAGS_AT = 20;
    static final int TABLES_AT = 24;
    static final int WORD_LENGTHS_AT = TABLES_AT + 6 * 8;
    static final int SHORTEST_WORD = 16;
    static final int LONGEST_WORD = 128;
    /** An id that AWS gives has so many bytes, or one more. */
    static final int SHORTEST_ID = 20;

    static final int LONGEST_NAME = 64;
    static final int ESCAPABLE_AT = WORD_LENGTHS_AT + LONGEST_WORD / 8 + 8;
    static final int HEADER_BYTES = ESCAPABLE_AT + 128 / 8 + 8;
    /** Some word is not of the form that AWS gives to its ids. */
    static final int FLAG_ODD_WORDS = 1;
    /** Some token has a user ARN. */
    static final int FLAG_USERS = 2;

    static final int WORDS = 0;
    static final int ARNS = 1;
    static final int NAMES = 2;
    /** No table but a bit set of the ends of words. */
    static final int ENDS = 3;
    /** No table but the bits of {@link AnchorBlocks}. */
    static final int BLOCKS = 4;
    /** No table but a bit set of the ends of user names. */
    static final int NAME_ENDS = 5;

    static final int ACCOUNT_DIGITS = 12;

    private IndexLayout() {}
}
