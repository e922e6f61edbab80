package io.keycanary.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of deflate data, lowest first, from a region of an array. Behind its end it gives zeros and goes into debt,
 * which {@link #isOverdrawn} tells.
 *
 * <p>The fields are open to {@link DeflateDecoder}, whose fast loop keeps them in local variables. Bits of {@code bits}
 * above {@code count} are zero, or equal to those that come next.
 */
final class BitSource {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    byte[] data = new byte[0];
    int position;
    int end;
    long bits;
    int count;

    void start(byte[] data, int from, int end) {
        this.data = data;
        this.position = from;
        this.end = end;
        this.bits = 0;
        this.count = 0;
    }

    /** Makes at least 56 bits ready, or all that there are. */
    void refill() {
        if (position <= end - Long.BYTES) {
            bits |= (long) LONG.get(data, position) << count;
            position += (63 - count) >>> 3;
            count |= 56;
            return;
        }
        while (count < 56 && position < end) {
            bits |= (data[position++] & 0xffL) << count;
            count += 8;
        }
    }

    /** Takes up to 16 bits of those that are ready. */
    int take(int n) {
        int value = (int) bits & ((1 << n) - 1);
        drop(n);
        return value;
    }

    void drop(int n) {
        bits >>>= n;
        count -= n;
    }

    boolean isOverdrawn() {
        return count < 0;
    }

    /** Gives back whole bytes that were not taken, and drops the rest of a byte. */
    void align() {
        position -= count >>> 3;
        bits = 0;
        count = 0;
    }

    /** Bytes from the present position to the end; only when aligned. */
    int remaining() {
        return end - position;
    }
}
