package io.keycanary.detect;

import java.lang.invoke.VarHandle;

/**
 * Decodes deflate data (RFC 1951) in memory. Far from the ends of input and output a fast loop works with up to 56 bits
 * at a time and copies more than asked for; near an end a careful one takes over, symbol by symbol.
 */
final class DeflateDecoder {
    private static final VarHandle LONG = BitSource.LONG;

    /** What one turn of the fast loop may read: one refill. */
    private static final int MOST_READ = Long.BYTES;
    /** What one turn of the fast loop may write: literals, the longest copy, and what that copies too much. */
    private static final int MOST_WRITTEN = 2 + 258 + 15;

    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;

    private enum Step {
        GOES_ON,
        END_OF_BLOCK,
        DAMAGE
    }

    private static final class Fixed {
        static final BlockCodes CODES = BlockCodes.fixed();
    }

    private final BitSource source = new BitSource();
    private final BlockCodes dynamic = new BlockCodes();
    private PlainBuffer to = new PlainBuffer(1);
    private int first;
    private int written;
    private boolean last;

    /**
     * Begins with new deflate data.
     *
     * @param written where in {@code to} its plain bytes begin; what stands before it stays
     */
    void start(byte[] data, int from, int end, PlainBuffer to, int written) {
        source.start(data, from, end);
        this.to = to;
        this.first = written;
        this.written = written;
        this.last = false;
    }

    /** Where the plain bytes end now. */
    int written() {
        return written;
    }

    /** Whether the last block was read. */
    boolean isLast() {
        return last;
    }

    /** Where the input goes on behind the last block. */
    int position() {
        return source.position;
    }

    /** Decodes a block; false when it is damaged, or too much. */
    boolean block() {
        source.refill();
        last = source.take(1) == 1;
        int type = source.take(2);
        if (source.isOverdrawn()) {
            return false; // the fast loop could not tell debt from credit
        }
        boolean whole = switch (type) {
            case STORED -> stored();
            case FIXED -> compressed(Fixed.CODES);
            case DYNAMIC -> dynamic.read(source) && compressed(dynamic);
            default -> false;
        };
        if (!whole || source.isOverdrawn() || written > to.mostBytes()) {
            return false;
        }
        if (last) {
            source.align();
        }
        return true;
    }

    private boolean stored() {
        source.align();
        byte[] in = source.data;
        int at = source.position;
        if (source.end - at < 4) {
            return false;
        }
        int length = (in[at] & 0xff) | (in[at + 1] & 0xff) << 8;
        int complement = (in[at + 2] & 0xff) | (in[at + 3] & 0xff) << 8;
        source.position += 4;
        if (length != (~complement & 0xffff) || length > source.end - source.position || !makeRoom(length)) {
            return false;
        }
        System.arraycopy(in, source.position, to.data(), written, length);
        source.position += length;
        written += length;
        return true;
    }

    private boolean makeRoom(int bytes) {
        while (to.data().length - written < bytes) {
            if (!to.grow(written)) {
                return false;
            }
        }
        return true;
    }

    private boolean compressed(BlockCodes codes) {
        while (makeRoom(MOST_WRITTEN)) {
            fast(codes);
            Step step = makeRoom(MOST_WRITTEN) ? careful(codes) : Step.DAMAGE;
            if (step != Step.GOES_ON) {
                return step == Step.END_OF_BLOCK;
            }
        }
        return false;
    }

    /** Decodes one symbol, when there is room for the longest copy. */
    private Step careful(BlockCodes codes) {
        source.refill();
        int symbol = codes.literals.entry(source.bits);
        if ((symbol & CodeTable.SPECIAL) != 0) {
            source.drop(symbol & 63);
            return (symbol & CodeTable.END_OF_BLOCK) != 0 ? Step.END_OF_BLOCK : Step.DAMAGE;
        }
        int value = taken(symbol);
        if (symbol < 0) {
            to.data()[written++] = (byte) value;
            return source.isOverdrawn() ? Step.DAMAGE : Step.GOES_ON;
        }
        source.refill();
        int place = codes.distances.entry(source.bits);
        int from = written - taken(place);
        if ((place & CodeTable.SPECIAL) != 0 || from < first || source.isOverdrawn()) {
            return Step.DAMAGE;
        }
        copy(to.data(), from, written, written + value);
        written += value;
        return Step.GOES_ON;
    }

    /** The value of a symbol with its extra bits, which it takes. */
    private int taken(int entry) {
        int value = value(entry, source.bits);
        source.drop(entry & 63);
        return value;
    }

    private static int value(int entry, long bits) {
        int extra = (int) ((bits & ~(-1L << entry)) >>> (entry >>> CodeTable.CODE_BITS_SHIFT));
        return (entry >>> CodeTable.VALUE_SHIFT) + extra;
    }

    /**
     * Works while it is easy: it stops in front of a symbol that is near an end, has a long code, ends the block or is
     * damaged. There is room for what one turn may write.
     *
     * <p>Shifts use the lowest six bits of their count. So an entry serves as the count of its bits, and {@code count}
     * is right modulo 64. A refill gives 56 bits: enough for two literals, or for a literal, a length and a distance of the
     * main tables (11, 11 + 5 and 9 + 13 bits). The next symbol is looked up before a copy, so that the
     * processor has it also when it guessed wrong how long the copy is.
     */
    private void fast(BlockCodes codes) {
        source.refill();
        byte[] in = source.data;
        byte[] out = to.data();
        int[] literals = codes.literals.main;
        int[] distances = codes.distances.main;
        int lastPosition = source.end - MOST_READ;
        int lastAt = out.length - MOST_WRITTEN;
        int position = source.position;
        int count = source.count;
        long bits = source.bits;
        int at = written;
        int symbol = literals[(int) bits & literals.length - 1];
        while (position <= lastPosition && at <= lastAt) {
            if (symbol < 0) {
                out[at++] = (byte) (symbol >>> CodeTable.VALUE_SHIFT);
                bits >>>= symbol;
                count -= symbol;
                symbol = literals[(int) bits & literals.length - 1];
                if (symbol < 0) {
                    out[at++] = (byte) (symbol >>> CodeTable.VALUE_SHIFT);
                    bits >>>= symbol;
                    count -= symbol;
                    bits |= (long) LONG.get(in, position) << count;
                    position += (~count & 63) >>> 3;
                    count |= 56;
                    symbol = literals[(int) bits & literals.length - 1];
                    continue;
                }
            }
            long further = bits >>> symbol;
            int distance = distances[(int) further & distances.length - 1];
            int from = at - value(distance, further);
            if (((symbol | distance) & CodeTable.SPECIAL) != 0 || from < first) {
                break;
            }
            int end = at + value(symbol, bits);
            bits = further >>> distance;
            count -= symbol + distance;
            bits |= (long) LONG.get(in, position) << count;
            position += (~count & 63) >>> 3;
            count |= 56;
            symbol = literals[(int) bits & literals.length - 1];
            copy(out, from, at, end);
            at = end;
        }
        source.position = position;
        source.count = count & 63;
        source.bits = bits;
        written = at;
    }

    /** Copies within an array, where the target may overlap what is copied; writes up to 15 bytes behind {@code end}. */
    private static void copy(byte[] out, int from, int to, int end) {
        if (to - from >= Long.BYTES) {
            do {
                LONG.set(out, to, (long) LONG.get(out, from));
                LONG.set(out, to + 8, (long) LONG.get(out, from + 8));
                to += 16;
                from += 16;
            } while (to < end);
        } else {
            while (to < end) {
                out[to++] = out[from++];
            }
        }
    }
}
