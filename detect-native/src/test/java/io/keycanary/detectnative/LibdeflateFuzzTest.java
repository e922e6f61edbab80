package io.keycanary.detectnative;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.keycanary.detect.Inflater;
import io.keycanary.detect.PlainBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes, put into a gzip member with the checksum of what zlib makes of them: libdeflate makes the same of them, and
 * nothing where zlib refuses. Runs its seeds in the normal build; {@code JAZZER_FUZZ=1} fuzzes.
 */
class LibdeflateFuzzTest {
    private static final int MOST = 1 << 16;
    private static final int HEADER = 10;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final java.util.zip.Inflater ZLIB = new java.util.zip.Inflater(true);
    private static final CRC32 CRC = new CRC32();
    private static final byte[] EXPECTED = new byte[MOST + 1];
    private static final PlainBuffer PLAIN = new PlainBuffer(MOST);

    private static final @Nullable Inflater INFLATER =
            new LibdeflateProvider().obstacle() == null ? new LibdeflateProvider().inflater() : null;

    private static byte[] member = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    @FuzzTest(maxDuration = "5m")
    void inflater_anyBytes_agreesWithZlib(byte[] input) {
        if (INFLATER == null) {
            return; // LibdeflateInflaterTest says that it was skipped
        }
        int expected = zlib(input);
        int packed = expected < 0 ? input.length : (int) ZLIB.getBytesRead();
        int count = INFLATER.inflate(member(input, packed, Math.max(0, expected)), HEADER + packed + 8, PLAIN);
        // Some versions go on where a list of code lengths is longer than announced, which zlib refuses. Only the
        // checksum tells then, and the one here is that of nothing.
        boolean lenient = expected < 0 && count == 0;
        if (!lenient && count != expected || count > 0 && !Arrays.equals(EXPECTED, 0, count, PLAIN.data(), 0, count)) {
            throw new AssertionError("zlib: " + expected + " bytes, libdeflate: " + count);
        }
    }

    private static int zlib(byte[] input) {
        ZLIB.reset();
        ZLIB.setInput(input);
        try {
            int count = ZLIB.inflate(EXPECTED);
            return ZLIB.finished() && count <= MOST ? count : Inflater.CANNOT;
        } catch (DataFormatException e) {
            return Inflater.CANNOT;
        }
    }

    private static byte[] member(byte[] input, int packed, int plain) {
        if (member.length < HEADER + packed + 8) {
            member = Arrays.copyOf(member, 2 * (HEADER + packed + 8));
        }
        System.arraycopy(input, 0, member, HEADER, packed);
        CRC.reset();
        CRC.update(EXPECTED, 0, plain);
        INT.set(member, HEADER + packed, (int) CRC.getValue());
        INT.set(member, HEADER + packed + 4, plain);
        return member;
    }
}
