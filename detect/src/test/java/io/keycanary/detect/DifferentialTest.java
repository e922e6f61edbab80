package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The detector against the reference, and the laws that hold for any input. */
class DifferentialTest {
    private static final Detector DETECTOR = new Detector(RandomRecords.INDEX);

    @Provide
    Arbitrary<List<String>> records() {
        return Arbitraries.randomValue(RandomRecords::any).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> plainRecords() {
        return Arbitraries.randomValue(RandomRecords::plain).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 1500)
    void scan_anyRecordsInAnyLayout_agreesWithReference(
            @ForAll("records") List<String> records, @ForAll Layout layout) {
        agree(records, layout);
    }

    /** Checks that detector and reference find the same in these records. */
    static void agree(List<String> records, Layout layout) {
        boolean packed = layout == Layout.GZIP || layout == Layout.GZIP_MEMBERS;
        byte[] input = layout.write(records);
        String plain = packed ? String.join("\n", records) : new String(input, UTF_8);

        Seen seen = Seen.by(DETECTOR, input);

        assertThat(seen.lines()).isEqualTo(Reference.lines(RandomRecords.TOKENS, RandomRecords.SENSORS, plain));
        assertThat(seen.report().records()).isEqualTo(records.size());
        assertThat(seen.report().incomplete()).isFalse();
    }

    @Property(tries = 150)
    void scan_anyOrderOfRecords_givesSameMatches(
            @ForAll("plainRecords") List<String> records, @ForAll Random random, @ForAll Layout layout) {
        List<String> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, random);

        assertThat(found(layout.write(shuffled))).isEqualTo(found(layout.write(records)));
    }

    @Property(tries = 150)
    void scan_recordsInTwoFiles_givesSameMatches(
            @ForAll("plainRecords") List<String> records, @ForAll Random random, @ForAll Layout layout) {
        int cut = random.nextInt(records.size() + 1);
        TreeSet<String> both = found(layout.write(records.subList(0, cut)));
        both.addAll(found(layout.write(records.subList(cut, records.size()))));

        assertThat(both).isEqualTo(found(layout.write(records)));
    }

    @Property(tries = 150)
    void scan_recordsTwice_givesSameMatches(@ForAll("plainRecords") List<String> records, @ForAll Layout layout) {
        List<String> twice = new ArrayList<>(records);
        twice.addAll(records);

        assertThat(found(layout.write(twice))).isEqualTo(found(layout.write(records)));
    }

    @Property(tries = 200)
    void scan_bytesInDropsThroughSmallWindow_givesSameMatches(
            @ForAll("records") List<String> records, @ForAll Random random, @ForAll Layout layout) {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.addAll(records);
        }
        boolean whole = layout == Layout.SQS_FILE;
        byte[] input = layout.write(whole ? records : many);
        Detector small = new Detector(RandomRecords.INDEX, new Limits(1 << 30, 16_384, 32_768));

        Seen seen = Seen.by(small, drops(input, random));

        assertThat(seen.lines()).isEqualTo(Seen.by(DETECTOR, input).lines());
    }

    @Property(tries = 1000)
    void scan_brokenBytes_keepsItsPromises(
            @ForAll("records") List<String> records, @ForAll Random random, @ForAll Layout layout) {
        byte[] input = layout.write(records);
        for (Consumer<byte[]> damage : damages(random)) {
            damage.accept(input);
        }
        byte[] cut = Arrays.copyOf(input, random.nextInt(input.length) + 1);

        ScanLaws.check(DETECTOR, input);
        ScanLaws.check(DETECTOR, cut);
    }

    private static List<Consumer<byte[]>> damages(Random random) {
        List<Consumer<byte[]>> damages = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            damages.add(bytes ->
                    bytes[random.nextInt(bytes.length)] = "\"{}[],:\\u0x\u0000".getBytes(UTF_8)[random.nextInt(12)]);
            damages.add(bytes -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8)));
        }
        return damages.subList(0, random.nextInt(damages.size()) + 1);
    }

    private static TreeSet<String> found(byte[] input) {
        TreeSet<String> found = new TreeSet<>();
        for (Match match : Seen.by(DETECTOR, input).matches()) {
            found.add(match.facts().eventId() + " " + match.token() + " " + match.kind() + " " + match.matchedBy());
        }
        return found;
    }

    private static InputStream drops(byte[] input, Random random) {
        return new ByteArrayInputStream(input) {
            @Override
            public synchronized int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(length, 1 + random.nextInt(700)));
            }
        };
    }
}
