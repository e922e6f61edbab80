package io.keycanary.detect;

import java.util.Arrays;

/** The two codes of a compressed block (RFC 1951, 3.2.5 to 3.2.7): one for literals and lengths, one for distances. */
final class BlockCodes {
    static final int LITERAL_BITS = 11;
    static final int DISTANCE_BITS = 9;

    private static final int LITERALS = 288;
    private static final int DISTANCES = 32;
    private static final int MOST_LITERALS_USED = 286;
    private static final int MOST_DISTANCES_USED = 30;
    private static final int END_OF_BLOCK = 256;

    private static final byte[] ORDER_OF_LENGTHS = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int[] LITERAL_SYMBOLS = literalSymbols();
    private static final int[] DISTANCE_SYMBOLS = distanceSymbols();
    private static final int[] LENGTH_SYMBOLS = lengthSymbols();

    final CodeTable literals = new CodeTable(LITERAL_BITS, 2048, LITERAL_SYMBOLS);
    final CodeTable distances = new CodeTable(DISTANCE_BITS, 1024, DISTANCE_SYMBOLS);
    private final CodeTable lengthCodes = new CodeTable(7, 1, LENGTH_SYMBOLS);
    private final byte[] lengths = new byte[LITERALS + DISTANCES];

    private static int[] literalSymbols() {
        int[] symbols = new int[LITERALS];
        for (int i = 0; i < END_OF_BLOCK; i++) {
            symbols[i] = CodeTable.LITERAL | i << CodeTable.VALUE_SHIFT;
        }
        symbols[END_OF_BLOCK] = CodeTable.SPECIAL | CodeTable.END_OF_BLOCK;
        int length = 3;
        for (int i = 0; i < 28; i++) {
            int extra = i < 8 ? 0 : (i >> 2) - 1;
            symbols[END_OF_BLOCK + 1 + i] = length << CodeTable.VALUE_SHIFT | extra;
            length += 1 << extra;
        }
        symbols[285] = 258 << CodeTable.VALUE_SHIFT;
        symbols[286] = CodeTable.SPECIAL;
        symbols[287] = CodeTable.SPECIAL;
        return symbols;
    }

    private static int[] distanceSymbols() {
        int[] symbols = new int[DISTANCES];
        int distance = 1;
        for (int i = 0; i < MOST_DISTANCES_USED; i++) {
            int extra = i < 2 ? 0 : (i >> 1) - 1;
            symbols[i] = distance << CodeTable.VALUE_SHIFT | extra;
            distance += 1 << extra;
        }
        symbols[30] = CodeTable.SPECIAL;
        symbols[31] = CodeTable.SPECIAL;
        return symbols;
    }

    private static int[] lengthSymbols() {
        int[] symbols = new int[ORDER_OF_LENGTHS.length];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = i << CodeTable.VALUE_SHIFT;
        }
        return symbols;
    }

    /** A new pair with the codes that the format fixes. */
    static BlockCodes fixed() {
        BlockCodes codes = new BlockCodes();
        Arrays.fill(codes.lengths, 0, 144, (byte) 8);
        Arrays.fill(codes.lengths, 144, 256, (byte) 9);
        Arrays.fill(codes.lengths, 256, 280, (byte) 7);
        Arrays.fill(codes.lengths, 280, LITERALS, (byte) 8);
        Arrays.fill(codes.lengths, LITERALS, LITERALS + DISTANCES, (byte) 5);
        codes.literals.build(codes.lengths, 0, LITERALS, false);
        codes.distances.build(codes.lengths, LITERALS, DISTANCES, false);
        return codes;
    }

    /** Reads the codes of a dynamic block; false when they are damaged. */
    boolean read(BitSource source) {
        source.refill();
        int literalCount = source.take(5) + END_OF_BLOCK + 1;
        int distanceCount = source.take(5) + 1;
        return readLengthCodes(source)
                && literalCount <= MOST_LITERALS_USED
                && distanceCount <= MOST_DISTANCES_USED
                && readLengths(source, literalCount + distanceCount)
                && lengths[END_OF_BLOCK] != 0
                && literals.build(lengths, 0, literalCount, true)
                && distances.build(lengths, literalCount, distanceCount, true);
    }

    private boolean readLengthCodes(BitSource source) {
        int count = source.take(4) + 4;
        Arrays.fill(lengths, 0, ORDER_OF_LENGTHS.length, (byte) 0);
        for (int i = 0; i < count; i++) {
            if (source.count < 3) {
                source.refill();
            }
            lengths[ORDER_OF_LENGTHS[i]] = (byte) source.take(3);
        }
        return !source.isOverdrawn() && lengthCodes.build(lengths, 0, ORDER_OF_LENGTHS.length, false);
    }

    private boolean readLengths(BitSource source, int count) {
        int at = 0;
        while (at < count) {
            source.refill();
            int entry = lengthCodes.entry(source.bits);
            if ((entry & CodeTable.SPECIAL) != 0) {
                return false;
            }
            source.drop(entry & 63);
            int symbol = entry >>> CodeTable.VALUE_SHIFT;
            if (symbol < 16) {
                lengths[at++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && at == 0) {
                return false;
            }
            byte repeated = symbol == 16 ? lengths[at - 1] : 0;
            int times = symbol == 16 ? 3 + source.take(2) : symbol == 17 ? 3 + source.take(3) : 11 + source.take(7);
            if (at + times > count) {
                return false;
            }
            Arrays.fill(lengths, at, at + times, repeated);
            at += times;
        }
        return !source.isOverdrawn();
    }
}
