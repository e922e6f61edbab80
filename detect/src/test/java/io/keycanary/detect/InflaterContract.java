package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What every {@link Inflater} keeps. */
public abstract class InflaterContract {
    /** A new one of those under test. */
    protected abstract Inflater inflater();

    @Test
    void inflate_twoMembersAndPadding_givesAllPlainBytes() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        gzip.write(gzip("one "));
        gzip.write(gzip("two"));
        gzip.write(new byte[300]);
        PlainBuffer plain = new PlainBuffer(100);
        try (Inflater inflater = inflater()) {
            int count = inflater.inflate(gzip.toByteArray(), gzip.size(), plain);

            assertThat(new String(plain.data(), 0, count, UTF_8)).isEqualTo("one two");
        }
    }

    @Test
    void inflate_moreThanTheBound_isLeftToOthers() throws IOException {
        byte[] gzip = gzip("x".repeat(100_000));
        try (Inflater inflater = inflater()) {
            assertThat(inflater.inflate(gzip, gzip.length, new PlainBuffer(100_000)))
                    .isEqualTo(100_000);
            assertThat(inflater.inflate(gzip, gzip.length, new PlainBuffer(99_999)))
                    .isEqualTo(Inflater.CANNOT);
        }
    }

    @Test
    void inflate_truncated_isLeftToOthers() throws IOException {
        byte[] gzip = gzip("some text, some text");
        try (Inflater inflater = inflater()) {
            for (int length = 0; length < gzip.length; length++) {
                assertThat(inflater.inflate(Arrays.copyOf(gzip, length), length, new PlainBuffer(1000)))
                        .isEqualTo(Inflater.CANNOT);
            }
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
