package io.keycanary.detect;

import java.io.ByteArrayOutputStream;

/** Writes one last block with the fixed codes (RFC 1951, 3.2.6), symbol by symbol, with and without the plain bytes. */
final class FixedBlock {
    private static final int[] FIRST_LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] FIRST_DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private long bits;
    private int count;

    FixedBlock() {
        put(3, 3);
    }

    FixedBlock literal(int b) {
        int value = b & 0xff;
        plain.write(value);
        if (value < 144) {
            code(0x30 + value, 8);
        } else {
            code(0x190 + value - 144, 9);
        }
        return this;
    }

    /** A copy of earlier bytes; the distance must not reach before the first byte. */
    FixedBlock copy(int length, int distance) {
        for (int i = 0; i < length; i++) {
            plain.write(plain.toByteArray()[plain.size() - distance]);
        }
        return copyUnchecked(length, distance);
    }

    /** The symbols of a copy, wherever it reaches. */
    FixedBlock copyUnchecked(int length, int distance) {
        int symbol = place(FIRST_LENGTHS, length);
        symbol(257 + symbol);
        put(length - FIRST_LENGTHS[symbol], symbol < 8 || symbol == 28 ? 0 : (symbol >> 2) - 1);
        int place = place(FIRST_DISTANCES, distance);
        code(place, 5);
        put(distance - FIRST_DISTANCES[place], place < 4 ? 0 : (place >> 1) - 1);
        return this;
    }

    /** A length or end-of-block symbol, and nothing behind it. */
    FixedBlock symbol(int symbol) {
        if (symbol < 280) {
            code(symbol - 256, 7);
        } else {
            code(0xc0 + symbol - 280, 8);
        }
        return this;
    }

    /** A distance symbol, and nothing behind it. */
    FixedBlock distanceSymbol(int symbol) {
        code(symbol, 5);
        return this;
    }

    byte[] plain() {
        return plain.toByteArray();
    }

    /** The block with its end, as a whole gzip member. */
    byte[] gzip() {
        symbol(256);
        put(0, 7);
        return Gzip.member(packed.toByteArray(), plain());
    }

    private static int place(int[] firsts, int value) {
        int place = firsts.length - 1;
        while (firsts[place] > value) {
            place--;
        }
        return place;
    }

    private void code(int code, int length) {
        put(Integer.reverse(code) >>> (32 - length), length);
    }

    private void put(int value, int length) {
        bits |= (long) value << count;
        count += length;
        while (count >= 8) {
            packed.write((int) bits);
            bits >>>= 8;
            count -= 8;
        }
    }
}
