package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects tokens into an {@link IndexImage}. */
final class IndexBuilder {
    private final byte[] header = new byte[IndexLayout.HEADER_BYTES];
    private byte[] data;
    private int end = 1;
    private final Table[] tables;
    private final long[] ends;
    private final long[] nameEnds;
    private final int tokens;
    private final Set<String> ids;
    private final Set<String> accounts = new HashSet<>();
    private int flags;

    private IndexBuilder(int tokens, int words, Set<String> ids) {
        this.tokens = tokens;
        this.ids = ids;
        data = new byte[Math.max(1 << 10, Math.min(tokens, 1 << 21) << 8)];
        tables = new Table[] {new Table(words), new Table(tokens), new Table(tokens)};
        ends = new long[Math.max(1, tables[IndexLayout.WORDS].slots.length / 8)];
        nameEnds = new long[Math.max(1, tables[IndexLayout.NAMES].slots.length / 8)];
    }

    /** @throws IllegalArgumentException when a token cannot be watched; the message names the offending value */
    static IndexImage image(Collection<WatchedToken> tokens, Set<String> ids) {
        int words = 0;
        for (WatchedToken token : tokens) {
            words += token.accessKeyIds().size() + 1;
        }
        IndexBuilder builder = new IndexBuilder(tokens.size(), words, ids);
        tokens.forEach(builder::add);
        return builder.build();
    }

    private void add(WatchedToken token) {
        Shown.claimId(ids, token.id());
        byte[] id = token.id().getBytes(UTF_8);
        int place = end;
        appendInt(id.length);
        append(id);
        for (String key : token.accessKeyIds()) {
            addWord(token, place, "access key id", key);
        }
        if (token.principalId() != null) {
            addWord(token, place, "principal id", token.principalId());
        }
        if (token.userArn() != null) {
            addUser(token, place, token.userArn());
        }
    }

    private void addWord(WatchedToken token, int place, String what, String value) {
        if (!isIdentifier(value)) {
            throw refused(token, what, value, "expected 16 to 128 letters, digits or underscores");
        }
        flags |= isOdd(value) ? IndexLayout.FLAG_ODD_WORDS : 0;
        byte[] word = value.getBytes(UTF_8);
        claim(token, what, value, tables[IndexLayout.WORDS], place, word, Bytes.hash(word, 0, word.length));
        setBit(IndexLayout.WORD_LENGTHS_AT, word.length);
        int bit = IndexImage.endBit(Bytes.getLong(word, word.length - Long.BYTES), ends.length);
        ends[bit >> 6] |= 1L << bit;
    }

    private void addUser(WatchedToken token, int place, String value) {
        UserArn user;
        try {
            user = UserArn.parse(value);
        } catch (IllegalArgumentException e) {
            throw refused(token, "user ARN", value, String.valueOf(e.getMessage()));
        }
        byte[] arn = value.getBytes(UTF_8);
        long hash = Bytes.hash(arn, IndexImage.accountIn(arn), arn.length);
        claim(token, "user ARN", value, tables[IndexLayout.ARNS], place, arn, hash);
        flags |= IndexLayout.FLAG_USERS;
        for (byte c : arn) {
            setBit(IndexLayout.ESCAPABLE_AT, c);
        }
        byte[] name = UserArn.fold(user.name()).getBytes(UTF_8);
        Table names = tables[IndexLayout.NAMES];
        names.put(Bytes.hash(name, 0, name.length), entry(place, name));
        append(user.account().getBytes(UTF_8));
        accounts.add(user.account());
        int bit = IndexImage.nameEndBit(name, 0, name.length, nameEnds.length);
        nameEnds[bit >> 6] |= 1L << bit;
    }

    /** Whether a text may be an access key id or a principal id: {@code \w{16,128}}. */
    static boolean isIdentifier(String text) {
        if (text.length() < IndexLayout.SHORTEST_WORD || text.length() > IndexLayout.LONGEST_WORD) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127 || !JsonBytes.isWord((byte) c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an identifier does not look like AWS's: {@code A..A} and more, all of it capitals and digits. */
    static boolean isOdd(String identifier) {
        return identifier.length() < IndexLayout.SHORTEST_ID
                || identifier.charAt(0) != 'A'
                || identifier.charAt(3) != 'A'
                || identifier.chars().anyMatch(c -> c == '_' || c >= 'a');
    }

    private void claim(WatchedToken token, String what, String value, Table table, int place, byte[] bytes, long hash) {
        String other = table.owner(hash, bytes);
        if (other != null) {
            throw refused(token, what, value, "it is already given for " + Shown.text(other));
        }
        table.put(hash, entry(place, bytes));
    }

    private int entry(int place, byte[] identifier) {
        int entry = end;
        appendInt(place);
        appendInt(identifier.length);
        append(identifier);
        return entry;
    }

    private IndexImage build() {
        int at = IndexLayout.HEADER_BYTES;
        for (int i = 0; i < tables.length; i++) {
            at = place(i, at, tables[i].slots.length);
        }
        long[] blocks = AnchorBlocks.of(accounts);
        int blocksAt = place(IndexLayout.ENDS, at, ends.length);
        int nameEndsAt = place(IndexLayout.BLOCKS, blocksAt, blocks.length);
        int entries = place(IndexLayout.NAME_ENDS, nameEndsAt, nameEnds.length);
        byte[] image = Arrays.copyOf(header, Math.addExact(entries, end));
        for (int i = 0; i < tables.length; i++) {
            tables[i].writeTo(image, Bytes.getInt(header, IndexLayout.TABLES_AT + 8 * i), entries);
        }
        putLongs(image, at, ends);
        putLongs(image, blocksAt, blocks);
        putLongs(image, nameEndsAt, nameEnds);
        System.arraycopy(data, 0, image, entries, end);
        relocate(image, entries);
        System.arraycopy(IndexLayout.MAGIC, 0, image, 0, IndexLayout.MAGIC.length);
        Bytes.putInt(image, IndexLayout.LENGTH_AT, image.length);
        Bytes.putInt(image, IndexLayout.TOKENS_AT, tokens);
        Bytes.putInt(image, IndexLayout.FLAGS_AT, flags);
        Bytes.putInt(image, IndexLayout.CHECKSUM_AT, IndexImage.checksum(image));
        return IndexImage.of(image);
    }

    private static void putLongs(byte[] image, int at, long[] longs) {
        for (int i = 0; i < longs.length; i++) {
            Bytes.putLong(image, at + 8 * i, longs[i]);
        }
    }

    /** Notes where a table lies; gives the place behind it. */
    private int place(int table, int at, int longs) {
        Bytes.putInt(header, IndexLayout.TABLES_AT + 8 * table, at);
        Bytes.putInt(header, IndexLayout.TABLES_AT + 8 * table + 4, longs);
        return at + 8 * longs;
    }

    /** The places of the tokens' ids, as they are in the image. */
    private void relocate(byte[] image, int by) {
        for (Table table : tables) {
            for (long slot : table.slots) {
                if (slot != 0) {
                    int entry = (int) slot + by;
                    Bytes.putInt(image, entry, Bytes.getInt(image, entry) + by);
                }
            }
        }
    }

    private void setBit(int bitsAt, int bit) {
        header[bitsAt + (bit >> 3)] |= (byte) (1 << (bit & 7));
    }

    private void appendInt(int value) {
        grow(4);
        Bytes.putInt(data, end, value);
        end += 4;
    }

    private void append(byte[] bytes) {
        grow(bytes.length);
        System.arraycopy(bytes, 0, data, end, bytes.length);
        end += bytes.length;
    }

    private void grow(int by) {
        if (data.length - end < by) {
            data = Arrays.copyOf(data, Math.max(2 * data.length, end + by));
        }
    }

    private static IllegalArgumentException refused(WatchedToken token, String what, String value, String why) {
        return Shown.refused("token", token.id(), what, value, why);
    }

    /** Open addressing, made so large at the beginning that at most half of the slots are taken. */
    private final class Table {
        private final long[] slots;

        Table(int expected) {
            slots = new long[Integer.highestOneBit(Math.max(1, 2 * expected)) * 2];
        }

        @Nullable
        String owner(long hash, byte[] identifier) {
            int mask = slots.length - 1;
            for (int i = (int) hash & mask; slots[i] != 0; i = i + 1 & mask) {
                int entry = (int) slots[i];
                int from = entry + 8;
                int to = from + Bytes.getInt(data, entry + 4);
                if (slots[i] >>> 32 == hash >>> 32 && Arrays.equals(data, from, to, identifier, 0, identifier.length)) {
                    int id = Bytes.getInt(data, entry);
                    return new String(data, id + 4, Bytes.getInt(data, id), UTF_8);
                }
            }
            return null;
        }

        void put(long hash, int entry) {
            int mask = slots.length - 1;
            int i = (int) hash & mask;
            while (slots[i] != 0) {
                i = i + 1 & mask;
            }
            slots[i] = hash & 0xffffffff00000000L | entry;
        }

        void writeTo(byte[] image, int at, int by) {
            for (int i = 0; i < slots.length; i++) {
                Bytes.putLong(image, at + 8 * i, slots[i] == 0 ? 0 : slots[i] + by);
            }
        }
    }
}
