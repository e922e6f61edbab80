package io.keycanary.bench.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Text to bytes, and bytes to gzip. */
final class Packing {
    private Packing() {}

    static byte[] plain(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] gzip(String text) {
        return gzip(plain(text));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** The first part of it. */
    static byte[] cut(byte[] bytes, double share) {
        return Arrays.copyOf(bytes, (int) (bytes.length * share));
    }

    /** With one byte changed; a negative place counts from the end. */
    static byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at < 0 ? copy.length + at : at] ^= 0x55;
        return copy;
    }
}
