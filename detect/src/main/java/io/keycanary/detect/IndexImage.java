package io.keycanary.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of all tokens as one block of bytes, the same in memory and in a prepared file: to load it is to read
 * it. Rejected: maps of strings, which have to be filled anew at every start.
 */
final class IndexImage {
    private final byte[] data;
    private final int ends;
    private final int endsAt;
    private final int nameEnds;
    private final int nameEndsAt;
    private final int[] wordLengths;
    private final long[] blocks;

    private IndexImage(byte[] data) {
        this.data = data;
        ends = slots(IndexLayout.ENDS);
        endsAt = Bytes.getInt(data, IndexLayout.TABLES_AT + 8 * IndexLayout.ENDS);
        nameEnds = slots(IndexLayout.NAME_ENDS);
        nameEndsAt = Bytes.getInt(data, IndexLayout.TABLES_AT + 8 * IndexLayout.NAME_ENDS);
        wordLengths = IntStream.rangeClosed(IndexLayout.SHORTEST_WORD, IndexLayout.LONGEST_WORD)
                .filter(length -> isSet(IndexLayout.WORD_LENGTHS_AT, length))
                .toArray();
        blocks = new long[slots(IndexLayout.BLOCKS)];
        int blocksAt = Bytes.getInt(data, IndexLayout.TABLES_AT + 8 * IndexLayout.BLOCKS);
        Arrays.setAll(blocks, i -> Bytes.getLong(data, blocksAt + 8 * i));
    }

    /**
     * Takes an image as it was built or read.
     *
     * @throws IllegalArgumentException when it is no image, or damaged; the message says which
     */
    static IndexImage of(byte[] data) {
        if (!isImage(data) || data.length < IndexLayout.HEADER_BYTES) {
            throw new IllegalArgumentException("this is no prepared index of this version");
        }
        if (Bytes.getInt(data, IndexLayout.LENGTH_AT) != data.length
                || Bytes.getInt(data, IndexLayout.CHECKSUM_AT) != checksum(data)) {
            throw new IllegalArgumentException("the prepared index is damaged: its checksum does not fit");
        }
        return new IndexImage(data);
    }

    static boolean isImage(byte[] head) {
        return Bytes.startsWith(head, 0, head.length, IndexLayout.MAGIC);
    }

    static int checksum(byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data, IndexLayout.TOKENS_AT, data.length - IndexLayout.TOKENS_AT);
        return (int) crc.getValue();
    }

    byte[] bytes() {
        return data;
    }

    int tokens() {
        return Bytes.getInt(data, IndexLayout.TOKENS_AT);
    }

    boolean hasOddWords() {
        return (Bytes.getInt(data, IndexLayout.FLAGS_AT) & IndexLayout.FLAG_ODD_WORDS) != 0;
    }

    boolean hasUsers() {
        return (Bytes.getInt(data, IndexLayout.FLAGS_AT) & IndexLayout.FLAG_USERS) != 0;
    }

    /** The lengths that words have, each once; not to be changed. */
    int[] wordLengths() {
        return wordLengths;
    }

    /** The bits of {@link AnchorBlocks}; not to be changed. */
    long[] blocks() {
        return blocks;
    }

    /** Whether a user ARN holds this ASCII character. */
    boolean isInUserArn(int c) {
        return isSet(IndexLayout.ESCAPABLE_AT, c);
    }

    private boolean isSet(int bitsAt, int bit) {
        return (data[bitsAt + (bit >> 3)] >> (bit & 7) & 1) != 0;
    }

    private int slots(int table) {
        return Bytes.getInt(data, IndexLayout.TABLES_AT + 8 * table + 4);
    }

    /** The token whose key id or principal id stands in {@code [from, to)}. */
    @Nullable
    Subject word(byte[] text, int from, int to) {
        return subject(find(IndexLayout.WORDS, text, from, to, 0));
    }

    boolean hasWord(byte[] text, int from, int to) {
        return find(IndexLayout.WORDS, text, from, to, 0) > 0;
    }

    /** Whether a word may end right before {@code end}: a cheap first look at its last eight bytes. */
    boolean mayEndWord(byte[] text, int end) {
        return hasBit(endsAt, endBit(Bytes.getLong(text, end - Long.BYTES), ends));
    }

    private boolean hasBit(int setAt, int bit) {
        return (Bytes.getLong(data, setAt + (bit >> 6 << 3)) >>> bit & 1) != 0;
    }

    /** The bit that stands for the last eight bytes of a word, in a set of so many longs. */
    static int endBit(long lastBytes, int longs) {
        return (int) Bytes.mix(lastBytes) & (longs << 6) - 1;
    }

    /** Whether {@code account:user/path/name} of a watched user stands in {@code [from, to)}. */
    boolean hasUserArn(byte[] text, int from, int to) {
        return find(IndexLayout.ARNS, text, from, to, 0) > 0;
    }

    /** The token with this user ARN. */
    @Nullable
    Subject userArn(byte[] arn) {
        int account = accountIn(arn);
        return account < 0 ? null : subject(find(IndexLayout.ARNS, arn, account, arn.length, account));
    }

    /** Where the account begins in {@code arn:partition:iam::account:user/name}, or -1. */
    static int accountIn(byte[] arn) {
        for (int i = 0; i + 1 < arn.length; i++) {
            if (arn[i] == ':' && arn[i + 1] == ':') {
                return i + 2;
            }
        }
        return -1;
    }

    /** Whether a watched user may have the name in {@code [from, to)}: a cheap first look at its length and last bytes. */
    boolean mayBeName(byte[] text, int from, int to) {
        return to > from
                && to - from <= IndexLayout.LONGEST_NAME
                && hasBit(nameEndsAt, nameEndBit(text, from, to, nameEnds));
    }

    /** The bit that stands for a name, in a set of so many longs; the same for capitals and small letters. */
    static int nameEndBit(byte[] text, int from, int to, int longs) {
        long end = to - from;
        for (int i = Math.max(from, to - Long.BYTES); i < to; i++) {
            end = end << 8 ^ fold(text[i]);
        }
        return endBit(end, longs);
    }

    boolean hasName(byte[] text, int from, int to) {
        byte[] folded = new byte[to - from];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(text[from + i]);
        }
        return find(IndexLayout.NAMES, folded, 0, folded.length, 0) > 0;
    }

    /** The tokens whose user has this name, each with the account in which it holds. */
    List<Named> users(String name) {
        byte[] folded = UserArn.fold(name).getBytes(StandardCharsets.UTF_8);
        if (folded.length == 0 || folded.length > IndexLayout.LONGEST_NAME) {
            return List.of();
        }
        List<Named> users = new ArrayList<>(1);
        long hash = Bytes.hash(folded, 0, folded.length);
        for (int slot = first(IndexLayout.NAMES, hash);
                entry(IndexLayout.NAMES, slot) != 0;
                slot = slot + 1 & slots(IndexLayout.NAMES) - 1) {
            int entry = entryIf(IndexLayout.NAMES, slot, hash, folded, 0, folded.length, 0);
            if (entry > 0) {
                int account = entry + 8 + folded.length;
                users.add(new Named(
                        subjectAt(entry),
                        "iam.amazonaws.com",
                        new String(data, account, IndexLayout.ACCOUNT_DIGITS, StandardCharsets.ISO_8859_1)));
            }
        }
        return users;
    }

    /** IAM compares user names without regard to the case of ASCII letters. */
    static byte fold(byte c) {
        return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
    }

    /**
     * The entry of what stands in {@code [from, to)}, or 0.
     *
     * @param before how many bytes of the entry's identifier lie before {@code from}; they must be there too
     */
    private int find(int table, byte[] text, int from, int to, int before) {
        long hash = Bytes.hash(text, from, to);
        int mask = slots(table) - 1;
        for (int slot = first(table, hash); entry(table, slot) != 0; slot = slot + 1 & mask) {
            int entry = entryIf(table, slot, hash, text, from, to, before);
            if (entry > 0) {
                return entry;
            }
        }
        return 0;
    }

    private int first(int table, long hash) {
        return (int) hash & slots(table) - 1;
    }

    private long entry(int table, int slot) {
        return Bytes.getLong(data, Bytes.getInt(data, IndexLayout.TABLES_AT + 8 * table) + 8 * slot);
    }

    private int entryIf(int table, int slot, long hash, byte[] text, int from, int to, int before) {
        long value = entry(table, slot);
        if (value >>> 32 != hash >>> 32) {
            return 0;
        }
        int entry = (int) value;
        int end = entry + 8 + Bytes.getInt(data, entry + 4);
        int start = end - (to - from) - before;
        boolean whole = table != IndexLayout.ARNS || before > 0 ? start == entry + 8 : start > entry + 8;
        return whole && Bytes.equal(data, start, text, from - before, end - start) ? entry : 0;
    }

    private @Nullable Subject subject(int entry) {
        return entry == 0 ? null : subjectAt(entry);
    }

    private Subject subjectAt(int entry) {
        int id = Bytes.getInt(data, entry);
        return new Subject(new String(data, id + 4, Bytes.getInt(data, id), StandardCharsets.UTF_8), false);
    }
}
