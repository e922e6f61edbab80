package io.keycanary.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and compares stretches of bytes, eight at a time. */
final class Bytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** A one in each byte: times a byte it is that byte eight times. */
    static final long ONES = 0x0101010101010101L;

    /** The high bit of each byte. */
    static final long HIGHS = 0x8080808080808080L;
    /** An odd number whose products have well mixed high bits (D. E. Knuth, TAOCP 3, 6.4: the golden ratio). */
    static final long MIX = 0x9e3779b97f4a7c15L;

    /** Shifted to the left by so many bytes, it begins with their number. */
    private static final long PLACES = 0x0001020304050607L;

    private Bytes() {}

    static long getLong(byte[] data, int at) {
        return (long) LONG.get(data, at);
    }

    static int getInt(byte[] data, int at) {
        return (int) INT.get(data, at);
    }

    static void putLong(byte[] data, int at, long value) {
        LONG.set(data, at, value);
    }

    static void putInt(byte[] data, int at, int value) {
        INT.set(data, at, value);
    }

    /** The high bit of each byte that is 0, and perhaps of bytes behind (above) one. */
    static long zeros(long bytes) {
        return bytes - ONES & ~bytes & HIGHS;
    }

    /**
     * Which byte the lowest of these high bits is of, 0 to 7; there is one. By a product, because what is compiled first
     * calls {@link Long#numberOfTrailingZeros} as any method.
     */
    static int first(long highBits) {
        return (int) (((highBits & -highBits) >>> 7) * PLACES >>> 56);
    }

    /** Whether {@code what} stands at {@code at}, all of it before {@code end}. */
    static boolean startsWith(byte[] data, int at, int end, byte[] what) {
        return at >= 0 && what.length <= end - at && equal(data, at, what, 0, what.length);
    }

    /** Whether so many bytes are the same. For short ones, of which most differ soon. */
    static boolean equal(byte[] a, int from, byte[] b, int start, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (getLong(a, from + i) != getLong(b, start + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (a[from + i] != b[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code what} stands right before {@code end}, all of it from {@code from} on. */
    static boolean endsWith(byte[] data, int end, int from, byte[] what) {
        int start = end - what.length;
        return start >= from && data[start] == what[0] && startsWith(data, start, end, what);
    }

    /** A 64-bit hash of every byte in {@code [from, to)}; never 0. */
    static long hash(byte[] data, int from, int to) {
        long h = to - from;
        int p = from;
        for (; p + 8 <= to; p += 8) {
            h = mix(h ^ getLong(data, p));
        }
        if (p < to) {
            h = mix(h ^ rest(data, p, to));
        }
        return h == 0 ? 1 : h;
    }

    private static long rest(byte[] data, int from, int to) {
        long value = 0;
        for (int i = to - 1; i >= from; i--) {
            value = value << 8 | data[i] & 0xff;
        }
        return value;
    }

    static long mix(long h) {
        long product = h * MIX;
        return product ^ product >>> 32;
    }
}
