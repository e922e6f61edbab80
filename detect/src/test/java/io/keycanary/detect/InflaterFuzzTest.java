package io.keycanary.detect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * Any bytes: our own decoder agrees with zlib on whether they are deflate data, on where it ends, and on what is in it.
 * Runs its seeds in the normal build; {@code JAZZER_FUZZ=1} fuzzes.
 */
class InflaterFuzzTest {
    /** Plain bytes beyond this are too much for both. */
    private static final int MOST = 1 << 16;

    private static final java.util.zip.Inflater ZLIB = new java.util.zip.Inflater(true);
    private static final byte[] EXPECTED = new byte[MOST + 1];
    private static final DeflateDecoder DECODER = new DeflateDecoder();
    private static final PlainBuffer PLAIN = new PlainBuffer(MOST);

    private static final JavaInflater INFLATER = new JavaInflater();
    private static final StreamInflater STREAM = new StreamInflater();
    private static final PlainBuffer STREAMED = new PlainBuffer(MOST);

    @FuzzTest(maxDuration = "5m")
    void decoder_anyBytes_agreesWithZlib(byte[] input) {
        int expected = zlib(input);
        int count = decoded(input);
        if (count != expected || count >= 0 && DECODER.position() != ZLIB.getBytesRead()) {
            throw new AssertionError("zlib: " + expected + " bytes from " + ZLIB.getBytesRead() + ", we: " + count
                    + " from " + DECODER.position());
        }
        if (count > 0 && !Arrays.equals(EXPECTED, 0, count, PLAIN.data(), 0, count)) {
            throw new AssertionError("other bytes than zlib");
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

    private static int decoded(byte[] input) {
        DECODER.start(input, 0, input.length, PLAIN, 0);
        while (!DECODER.isLast()) {
            if (!DECODER.block()) {
                return Inflater.CANNOT;
            }
        }
        return DECODER.written();
    }

    @FuzzTest(maxDuration = "5m")
    void inflater_anyBytes_agreesWithTheStream(byte[] input) {
        int expected = STREAM.inflate(input, input.length, STREAMED);
        int count = INFLATER.inflate(input, input.length, PLAIN);
        if (count != expected || count > 0 && !Arrays.equals(STREAMED.data(), 0, count, PLAIN.data(), 0, count)) {
            throw new AssertionError("the stream: " + expected + " bytes, we: " + count);
        }
    }
}
