package io.keycanary.detect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip members for tests. */
final class Gzip {
    private static final byte[] HEADER = header(0, new byte[0]);

    private Gzip() {}

    static byte[] pack(byte[] plain) {
        return pack(plain, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
    }

    static byte[] pack(byte[] plain, int level, int strategy) {
        return member(deflate(plain, level, strategy), plain);
    }

    static byte[] deflate(byte[] plain, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[plain.length + plain.length / 100 + 1000];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    /** Deflate data in a member with the checksum of these plain bytes. */
    static byte[] member(byte[] deflated, byte[] plain) {
        return join(HEADER, deflated, trailer(plain));
    }

    /** A header with these flags, and what they announce. */
    static byte[] header(int flags, byte[] announced) {
        return join(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, (byte) 255}, announced);
    }

    static byte[] trailer(byte[] plain) {
        CRC32 crc = new CRC32();
        crc.update(plain);
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt(plain.length)
                .array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
