package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Inflater} keeps. The measure is {@link GzipStream}, which reads byte by byte with zlib. */
public abstract class InflaterContract {
    private static final int MOST = 1 << 26;
    private static final byte[] TEXT = text(3000);

    private final PlainBuffer plain = new PlainBuffer(MOST);
    private Inflater inflater;

    /** A new one of those under test. */
    protected abstract Inflater inflater();

    @BeforeEach
    void open() {
        inflater = inflater();
    }

    @AfterEach
    void close() {
        inflater.close();
    }

    /** Text like a record: words that come again, and ids that do not. */
    private static byte[] text(int bytes) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            text.append("{\"eventVersion\":\"1.08\",\"eventID\":\"")
                    .append(Long.toString(random.nextLong(), 36))
                    .append("\",\"awsRegion\":\"eu-west-1\"},\n");
        }
        return text.substring(0, bytes).getBytes(UTF_8);
    }

    private byte[] inflated(byte[] gzip) {
        int count = inflater.inflate(gzip, gzip.length, plain);
        assertThat(count).as("could inflate").isNotEqualTo(Inflater.CANNOT);
        return Arrays.copyOf(plain.data(), count);
    }

    private void cannot(byte[] gzip) {
        assertThat(inflater.inflate(gzip, gzip.length, plain)).isEqualTo(Inflater.CANNOT);
    }

    @Test
    void data_atAllLevelsAndStrategies_isInflated() {
        byte[] noise = new byte[70_000];
        new Random(1).nextBytes(noise);
        for (byte[] data : new byte[][] {{}, {'a'}, TEXT, text(300_000), noise, new byte[100_000]}) {
            for (int level = 0; level <= 9; level++) {
                for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
                    assertThat(inflated(Gzip.pack(data, level, strategy))).isEqualTo(data);
                }
            }
        }
    }

    @Test
    void data_of40MB_isInflated() {
        byte[] data = text(40_000_000);

        assertThat(inflated(Gzip.pack(data))).isEqualTo(data);
    }

    @Test
    void codes_ofAllLengths_areRead() {
        byte[] data = new byte[100_000];
        int at = 0;
        for (int symbol = 0, times = 1; at < data.length; symbol++, times = times * 8 / 5 + 1) {
            int end = Math.min(data.length, at + times);
            Arrays.fill(data, at, end, (byte) symbol);
            at = end;
        }
        Random random = new Random(3);
        for (int i = data.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            byte b = data[i];
            data[i] = data[other];
            data[other] = b;
        }

        assertThat(inflated(Gzip.pack(data, 9, Deflater.HUFFMAN_ONLY))).isEqualTo(data);
    }

    @Test
    void copies_ofAllLengthsAndNearDistances_areMade() {
        FixedBlock block = new FixedBlock();
        for (int i = 0; i < 40; i++) {
            block.literal(i * 7);
        }
        for (int length = 3; length <= 258; length++) {
            block.copy(length, 1 + length % 40).literal(length);
        }
        for (int distance = 1; distance <= 40; distance++) {
            block.copy(3, distance).copy(17, distance).copy(258, distance);
        }

        assertThat(inflated(block.gzip())).isEqualTo(block.plain());
    }

    @Test
    void copies_fromAsFarAsTheFormatAllows_areMade() {
        FixedBlock block = new FixedBlock();
        Random random = new Random(5);
        for (int i = 0; i < 32_768; i++) {
            block.literal(random.nextInt(256));
        }
        block.copy(258, 32_768).copy(3, 24_577).copy(100, 24_576).copy(40, 32_767);

        assertThat(inflated(block.gzip())).isEqualTo(block.plain());
    }

    @Test
    void copy_fromBeforeTheMember_cannotBeMade() {
        cannot(new FixedBlock().literal('a').copyUnchecked(3, 2).gzip());
        cannot(Gzip.join(
                Gzip.pack(TEXT),
                new FixedBlock().literal('a').copyUnchecked(3, 2).gzip()));
        FixedBlock far = new FixedBlock();
        for (int i = 0; i < 1000; i++) {
            far.literal('a');
        }
        cannot(far.copyUnchecked(3, 1001).gzip());
    }

    @Test
    void symbols_thatStandForNothing_areDamage() {
        cannot(new FixedBlock().literal('a').symbol(286).gzip());
        cannot(new FixedBlock().literal('a').symbol(287).gzip());
        cannot(new FixedBlock().literal('a').symbol(257).distanceSymbol(30).gzip());
        cannot(new FixedBlock().literal('a').symbol(257).distanceSymbol(31).gzip());
    }

    @Test
    void header_withAllItMayHold_isSkipped() {
        byte[] deflated = Gzip.deflate(TEXT, 6, Deflater.DEFAULT_STRATEGY);
        for (int flags = 0; flags < 32; flags++) {
            byte[] announced = Gzip.join(
                    (flags & 4) != 0 ? new byte[] {3, 1, 'x', 0, 'y'} : new byte[0],
                    (flags & 4) != 0 ? new byte[256] : new byte[0],
                    (flags & 8) != 0 ? new byte[] {'n', 'a', 'm', 'e', 0} : new byte[0],
                    (flags & 16) != 0 ? new byte[] {'c', 0} : new byte[0],
                    (flags & 2) != 0 ? new byte[2] : new byte[0]);
            byte[] gzip = Gzip.join(Gzip.header(flags, announced), deflated, Gzip.trailer(TEXT));

            assertThat(inflated(gzip)).as("flags %d", flags).isEqualTo(TEXT);
            for (int length = 0; length < 10 + announced.length; length++) {
                cannot(Arrays.copyOf(gzip, length));
            }
        }
    }

    @Test
    void members_anyNumberThenPadding_areInflatedAsOne() {
        byte[] two = Gzip.join(Gzip.pack(TEXT), Gzip.pack(new byte[0]), Gzip.pack(TEXT, 0, 0));

        assertThat(inflated(two)).isEqualTo(Gzip.join(TEXT, TEXT));
        for (int padding : new int[] {1, 7, 8, 17, 18, 5000}) {
            assertThat(inflated(Gzip.join(two, new byte[padding]))).isEqualTo(Gzip.join(TEXT, TEXT));
        }
        cannot(Gzip.join(two, new byte[20], new byte[] {'x'}));
        cannot(Gzip.join(two, "garbage behind the last member".getBytes(UTF_8)));
    }

    @Test
    void bytes_thatAreNoGzip_areLeftToOthers() {
        cannot(new byte[0]);
        cannot(new byte[100]);
        cannot("{\"Records\":[]}".getBytes(UTF_8));
        cannot("a".repeat(10_000).getBytes(UTF_8));
    }

    @Test
    void bytes_behindTheInput_areNotRead() {
        byte[] gzip = Gzip.pack(TEXT);
        byte[] cut = Arrays.copyOf(gzip, gzip.length - 1);

        assertThat(inflater.inflate(Gzip.join(gzip, TEXT), gzip.length, plain)).isEqualTo(TEXT.length);
        assertThat(inflater.inflate(gzip, gzip.length - 1, plain)).isEqualTo(Inflater.CANNOT);
        cannot(cut);
    }

    @Test
    void plain_overTheBound_isLeftToOthersAndTheBufferKeepsToIt() {
        for (byte[] data : new byte[][] {text(200_000), new byte[200_000]}) {
            for (int level : new int[] {0, 1, 9}) {
                byte[] gzip = Gzip.pack(data, level, 0);
                byte[] liar = gzip.clone();
                Arrays.fill(liar, liar.length - 4, liar.length, (byte) 0x7f);
                PlainBuffer exact = new PlainBuffer(200_000);
                PlainBuffer small = new PlainBuffer(199_999);

                assertThat(inflater.inflate(gzip, gzip.length, exact)).isEqualTo(200_000);
                assertThat(inflater.inflate(gzip, gzip.length, small)).isEqualTo(Inflater.CANNOT);
                assertThat(inflater.inflate(liar, liar.length, small)).isEqualTo(Inflater.CANNOT);
                assertThat(small.data().length).isLessThan(199_999 + 1000);
            }
        }
    }

    @Test
    void lengthInTheTrailer_ofTheLastMemberOnly_doesNotMisleadTheBuffer() {
        byte[] gzip = Gzip.join(Gzip.pack(text(1_000_000)), Gzip.pack(new byte[] {'x'}), new byte[10]);

        assertThat(inflater.inflate(gzip, gzip.length, new PlainBuffer(MOST))).isEqualTo(1_000_001);
    }

    @Test
    void checksumOrLength_thatDoesNotFit_isDamage() {
        byte[] gzip = Gzip.pack(TEXT);
        for (int i = 1; i <= 8; i++) {
            byte[] altered = gzip.clone();
            altered[gzip.length - i] ^= 1;
            cannot(altered);
        }
    }

    @Test
    void truncations_all_areDamage() {
        for (byte[] gzip : smallFiles()) {
            for (int length = 0; length < gzip.length; length++) {
                byte[] cut = Arrays.copyOf(gzip, length);
                agreesWithTheStream(cut);
            }
        }
    }

    @Test
    void bits_eachOneFlipped_areSeenLikeTheStreamSeesThem() {
        for (byte[] gzip : smallFiles()) {
            for (int bit = 0; bit < gzip.length * 8; bit++) {
                byte[] altered = gzip.clone();
                altered[bit / 8] ^= (byte) (1 << bit % 8);
                agreesWithTheStream(altered);
            }
            assertThat(inflated(gzip)).as("afterwards").isNotEmpty();
        }
    }

    private static byte[][] smallFiles() {
        byte[] some = Arrays.copyOf(TEXT, 700);
        return new byte[][] {
            Gzip.pack(some),
            Gzip.pack(some, 9, Deflater.HUFFMAN_ONLY),
            Gzip.pack(Arrays.copyOf(some, 100), 0, 0),
            Gzip.pack(new byte[] {'a', 'b', 'a', 'b', 'a', 'b', 'c'}),
            Gzip.join(Gzip.pack(Arrays.copyOf(some, 90)), Gzip.pack(Arrays.copyOf(some, 50)), new byte[3]),
        };
    }

    /** An inflater may leave to the stream what the stream can read, but never the reverse. */
    private void agreesWithTheStream(byte[] gzip) {
        PlainBuffer expected = new PlainBuffer(MOST);
        int readable = new StreamInflater().inflate(gzip, gzip.length, expected);
        int count = inflater.inflate(gzip, gzip.length, plain);
        if (count != Inflater.CANNOT) {
            assertThat(Arrays.copyOf(plain.data(), count)).isEqualTo(Arrays.copyOf(expected.data(), readable));
        }
    }
}
